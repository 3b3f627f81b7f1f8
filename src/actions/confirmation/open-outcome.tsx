import type { DeviceAction } from '../definitions.ts'
import type { Outcome } from '../run/outcome.ts'
import { notDone, outcomeName, outcomeReason, unknownWords } from '../run/outcome-words.ts'
import { FailureNotice } from '../../feedback/failure-notice.tsx'
import { Notice } from '../../ui/notice.tsx'

/** An outcome other than success, in the dialog that asked for it. */
export function OpenOutcome({ outcome, action }: { outcome: Outcome; action: DeviceAction }) {
  switch (outcome.kind) {
    case 'failed':
      return <FailureNotice error={outcome.error} effect={notDone(action)} />
    case 'unknown':
      return (
        <FailureNotice
          error={outcome.error}
          context={`The request was sent, but it’s unknown whether it took effect. ${unknownWords(outcome)}`}
        />
      )
    case 'not-sent':
    case 'skipped':
      return (
        <Notice tone="warn" title={outcomeName(outcome.kind, action)}>
          {outcomeReason(outcome, action)}
        </Notice>
      )
    case 'done':
    case 'already-gone':
      return null
  }
}
