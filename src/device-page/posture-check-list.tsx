import type { PostureCheck } from '../device/posture-checks.ts'
import { formatCount, sanitizeForDisplay } from '../lib/text.ts'

/** Keep the page responsive; the raw JSON has more. */
const maxChecks = 100
const maxMoreFields = 10

const looks: Record<PostureCheck['result'], { icon: string; word: string }> = {
  failed: { icon: 'icon-no text-warn', word: 'Failed' },
  passed: { icon: 'icon-yes text-good', word: 'Passed' },
  other: { icon: 'icon-unknown text-ink-quiet', word: 'Unknown' },
}

/** The checks of a posture, one per line: icon, name and reason. */
export function PostureCheckList({ checks }: { checks: readonly PostureCheck[] }) {
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium">Checks</h3>
      <ul className="grid gap-1.5">
        {checks.slice(0, maxChecks).map((check, place) => (
          <li key={place} className="grid grid-cols-[auto_1fr] gap-x-2 wrap-anywhere">
            <span aria-hidden className={`icon mt-0.5 size-4 ${looks[check.result].icon}`} />
            <span className="min-w-0">
              <span className="sr-only">{looks[check.result].word}: </span>
              <bdi className="font-medium">{sanitizeForDisplay(check.name, 120)}</bdi>
              {explanation(check)}
              {check.more.length > 0 && (
                <span className="block text-xs text-ink-quiet">{moreText(check)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {checks.length > maxChecks && (
        <p className="text-ink-quiet">
          Showing the first {maxChecks} of {formatCount(checks.length)} checks
        </p>
      )}
    </div>
  )
}

function explanation({ result, stated, reason }: PostureCheck) {
  const parts = [
    ...(result === 'other' ? [asText(stated)] : []),
    ...(reason === undefined ? [] : [sanitizeForDisplay(reason, 400)]),
  ]
  return parts.length > 0 && <bdi>: {parts.join(' · ')}</bdi>
}

function moreText({ more }: PostureCheck): string {
  const fields = more
    .slice(0, maxMoreFields)
    .map(([key, value]) => `${sanitizeForDisplay(key, 40)}: ${asText(value)}`)
  if (more.length > maxMoreFields) fields.push(`and ${more.length - maxMoreFields} more`)
  return fields.join(' · ')
}

function asText(value: unknown): string {
  return sanitizeForDisplay(typeof value === 'string' ? value : JSON.stringify(value), 120)
}
