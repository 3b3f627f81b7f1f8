import { useState, type ReactNode } from 'react'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import type { Coverage } from '../fleet/coverage.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { UnreadableFile } from '../fleet/files/given-file.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import type { Progress } from '../fleet/worker/job.ts'
import { useSlow } from '../lib/use-slow.ts'
import { RowsTableSkeleton } from '../list/rows-skeleton.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'

interface LongAnswerProps<T> {
  /** Everything that the answer depends on. */
  question: readonly unknown[]
  ask: (fleet: Fleet, signal: AbortSignal, report: (progress: Progress) => void) => Promise<T>
  onCancel: () => void
  /** Beside the problem of a file that can't be read. */
  another?: ReactNode
  children: (answer: T, covers: { coverage: Coverage; isStale: boolean }) => ReactNode
}

/** An answer that may take a while: its progress, a way to end it, and it or why there is none. */
export function LongAnswer<T extends object>(props: LongAnswerProps<T>) {
  const { question, ask, onCancel, another, children } = props
  const [progress, setProgress] = useState<Progress>()
  useFleet()
  const { coverage, error, isStale, ...result } = useFleetQuery(question, (fleet, signal) =>
    ask(fleet, signal, setProgress).catch(orProblem),
  )
  const answer = result.data ?? result.soFar
  const isWorking = !error && (answer ? isStale : coverage.isLoading || coverage.held > 0)
  return (
    <>
      {error && <FailureNotice error={error} />}
      {isWorking && (
        // Over the page where rows are shown, and otherwise in a place of its own, so that it moves nothing.
        <div className={answer ? 'float-bar empty:hidden' : 'min-h-8 max-sm:min-h-11'}>
          <Working progress={progress} onCancel={onCancel} />
        </div>
      )}
      {isWorking && !answer && <RowsTableSkeleton />}
      {answer instanceof UnreadableFile ? (
        <>
          <Notice tone="danger" title={<bdi>{answer.words.title}</bdi>}>
            {answer.words.nextStep}
          </Notice>
          {another}
        </>
      ) : (
        answer && children(answer, { coverage, isStale })
      )}
    </>
  )
}

/** A file's problem is an answer, which stays when devices change. */
function orProblem(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error
  throw error
}

/** How far long work is, with a way to end it; nothing for work that takes a moment. */
function Working({ progress, onCancel }: { progress: Progress | undefined; onCancel: () => void }) {
  const isSlow = useSlow(true, 200)
  if (!isSlow || !progress) return null
  const { doing, done, total } = progress
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-3 text-sm text-ink-muted">
      <ProgressBar label={doing} value={done} max={total} className="w-32" />
      <p role="status">{doing}…</p>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  )
}
