import { FailureNotice } from '../../feedback/failure-notice.tsx'
import { counted, formatCount } from '../../lib/text.ts'
import { Notice } from '../../ui/notice.tsx'
import type { FreshCheck } from './use-fresh-devices.ts'

/** The check of the devices: its progress, its failure, or what it found. */
export function FreshnessNotice({ fresh }: { fresh: FreshCheck }) {
  const count = fresh.devices.length
  const { progress, error, changes, gone, hasChangedMeanwhile } = fresh
  const isOne = count === 1
  if (error !== undefined) {
    return (
      <FailureNotice
        error={error}
        context={`The ${isOne ? 'device' : 'devices'} could not be checked, so nothing is sent.`}
        onRetry={fresh.check}
      />
    )
  }
  const changed = changes.size + gone.size
  // In a list, each device has its own note.
  const [change] = isOne ? changes.values() : []
  return (
    <div role="status" className="grid gap-2 empty:absolute">
      {progress !== undefined && !isOne && (
        <p className="text-sm text-ink-muted tabular-nums">
          Checking {counted(count, 'device')}…{progress > 0 && ` ${formatCount(progress)} done`}
        </p>
      )}
      {isOne && gone.size > 0 ? (
        <Notice tone="warn" title="This device no longer exists">
          It was removed in the meantime. There’s nothing left to do.
        </Notice>
      ) : (
        progress === undefined &&
        changed > 0 && (
          <Notice
            tone="warn"
            title={`${isOne ? 'The device' : counted(changed, 'device')} changed since ${hasChangedMeanwhile ? 'this dialog opened' : `you selected ${isOne ? 'it' : 'them'}`}`}
          >
            {change !== undefined && `${change}. `}
            {hasChangedMeanwhile
              ? `Nothing was sent. Review the ${isOne ? 'device' : 'list'}, then confirm again.`
              : `Review the ${isOne ? 'device' : 'list'} before you confirm.`}
          </Notice>
        )
      )}
    </div>
  )
}
