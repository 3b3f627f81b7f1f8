import { Square } from 'lucide-react'
import { stopRun } from './runs.ts'
import type { RunRecord } from './run-record.ts'
import { Button } from '../../ui/button.tsx'

/** Stops a run that is under way; what was sent already is awaited. */
export function StopButton({ run }: { run: RunRecord }) {
  return (
    <Button
      icon={<Square aria-hidden className="size-3.5" />}
      disabledReason={run.state === 'stopping' ? 'Already stopping' : undefined}
      onClick={() => stopRun(run.id)}
    >
      Stop
    </Button>
  )
}
