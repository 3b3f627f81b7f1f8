import { useState, type ReactNode } from 'react'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { Working } from '../feedback/working.tsx'
import type { Coverage } from '../fleet/coverage.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { Unreadable } from '../fleet/given-file.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import type { Progress } from '../fleet/worker/job.ts'
import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

interface LongAnswerProps<T> {
  /** Everything that the answer depends on. */
  question: readonly unknown[]
  ask: (
    fleet: Fleet,
    signal: AbortSignal,
    report: (progress: Progress) => void,
  ) => Promise<T | Unreadable>
  onCancel: () => void
  /** Beside the problem of a file that can't be read. */
  another?: ReactNode
  children: (answer: T, covers: { coverage: Coverage; isStale: boolean }) => ReactNode
}

/** An answer of the snapshot that may take a while: how far it is, a way to end it, and it or why there is none. */
export function LongAnswer<T extends object>(props: LongAnswerProps<T>) {
  const { question, ask, onCancel, another, children } = props
  const [progress, setProgress] = useState<Progress>()
  useFleet()
  const { coverage, error, isStale, ...result } = useFleetQuery(question, (fleet, signal) =>
    ask(fleet, signal, setProgress),
  )
  const answer = result.data ?? result.soFar
  const isWorking = !error && (answer ? isStale : coverage.isLoading || coverage.held > 0)
  return (
    <>
      {error && <FailureNotice error={error} />}
      {isWorking && <Working progress={progress} onCancel={onCancel} />}
      {isWorking && !answer && <RowsTableSkeleton />}
      {answer && 'problem' in answer && (
        <>
          <ProblemNotice {...answer.problem} />
          {another}
        </>
      )}
      {answer && !('problem' in answer) && children(answer, { coverage, isStale })}
    </>
  )
}
