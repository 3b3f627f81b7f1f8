import type { PostureCheck } from '../device/posture-checks.ts'
import { sanitizeForDisplay } from '../lib/text.ts'

/** More checks than this are left to the raw JSON, to keep the page responsive. */
const mostChecks = 100

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
        {checks.slice(0, mostChecks).map((check, place) => (
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
      {checks.length > mostChecks && (
        <p className="text-ink-quiet">{checks.length - mostChecks} more checks: see the raw JSON</p>
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
  return more.map(([key, value]) => `${sanitizeForDisplay(key, 40)}: ${asText(value)}`).join(' · ')
}

function asText(value: unknown): string {
  return sanitizeForDisplay(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 120)
}
