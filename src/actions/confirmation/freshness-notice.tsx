import { FailureNotice } from '../../feedback/failure-notice.tsx'
import { counted, formatCount } from '../../lib/text.ts'
import { Notice } from '../../ui/notice.tsx'
import type { FreshCheck } from './use-fresh-devices.ts'

/** The check of the devices: its progress, its failure, or what it found. */
export function FreshnessNotice({ fresh, count }: { fresh: FreshCheck; count: number }) {
  const { progress, error, changes, gone, hasChangedMeanwhile } = fresh
  if (error !== undefined) {
    return (
      <FailureNotice
        error={error}
        context="The devices could not be checked, so nothing is sent."
        onRetry={() => void fresh.check()}
      />
    )
  }
  const changed = changes.size + gone.size
  return (
    <div role="status" className="grid gap-2 empty:absolute">
      {progress !== undefined && (
        <p className="text-sm text-ink-muted tabular-nums">
          Checking {counted(count, 'device')}…{progress > 0 && ` ${formatCount(progress)} done`}
        </p>
      )}
      {progress === undefined && changed > 0 && (
        <Notice
          tone="warn"
          title={`${counted(changed, 'device')} changed since ${hasChangedMeanwhile ? 'this dialog opened' : 'you selected them'}`}
        >
          {hasChangedMeanwhile
            ? 'Nothing was sent. Review the list, then confirm again.'
            : 'Review the list before you confirm.'}
        </Notice>
      )}
    </div>
  )
}
