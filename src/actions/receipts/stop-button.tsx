import { Square } from 'lucide-react'
import { stopRun } from './runs.ts'
import type { RunRecord } from '../run/run-record.ts'
import { useSession } from '../../session/use-session.tsx'
import { Button } from '../../ui/button.tsx'

/** Stops a run that is under way; what was sent already is awaited. */
export function StopButton({ run }: { run: RunRecord }) {
  const session = useSession()
  return (
    <Button
      icon={<Square aria-hidden className="size-3.5" />}
      disabledReason={run.state === 'stopping' ? 'Already stopping' : undefined}
      onClick={() => stopRun(session, run.id)}
    >
      Stop
    </Button>
  )
}
