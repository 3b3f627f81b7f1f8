import { useMemo } from 'react'
import { indentJson } from '../lib/exact-json.ts'
import { hasCutNote, tooDeep } from '../lib/limit-json.ts'
import { timeZone } from '../lib/preferences.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useStore } from '../lib/use-store.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** Longer JSON (characters) is copied in full but shown in part. */
const maxShownLength = 20_000

/** The API's answer as it came. */
export function RawAnswer({
  answer,
  updatedAt,
}: {
  answer: string | undefined
  updatedAt: number
}) {
  const zone = useStore(timeZone)
  const text = useMemo(() => (answer === undefined ? undefined : indentJson(answer)), [answer])
  return (
    <section className="card p-5 max-sm:p-4">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-base font-semibold">Raw JSON</h2>
        {text !== undefined && <CopyButton text={text} what="JSON" showLabel />}
      </div>
      {text === undefined ? (
        <Skeleton className="mt-2 h-6 w-40" />
      ) : (
        <>
          {text.includes(`"${tooDeep}"`) && (
            <p className="mt-2 text-sm text-warn">
              This JSON is nested more than 500 levels deep. Deeper levels are left out here and in
              the copy.
            </p>
          )}
          {hasCutNote(text) && (
            <p className="mt-2 text-sm text-warn">
              This JSON has too many entries to show. Where some are left out, here and in the copy,
              a note gives their number.
            </p>
          )}
          <details className="mt-2">
            <summary className="min-h-6 rounded text-sm text-ink-muted hover:text-ink">
              Show JSON as of {clockTime(updatedAt, zone)}
            </summary>
            <pre
              // The box scrolls, so the keyboard must be able to reach it.
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
              tabIndex={0}
              role="region"
              aria-label="Raw JSON"
              className="mt-2 max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs ring-1 ring-line ring-inset"
            >
              {text
                .slice(0, maxShownLength)
                .split('\n')
                .map((line) => sanitizeForDisplay(line, 2_000))
                .join('\n')}
              {text.length > maxShownLength && '\n… Cut here. Copy the JSON for the rest.'}
            </pre>
          </details>
        </>
      )}
    </section>
  )
}
