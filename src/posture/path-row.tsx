import { useState } from 'react'
import type { PostureField } from '../fleet/file-fields.ts'
import { formatPath } from '../query/posture-path.ts'
import { mostDistinct, type PathSummary } from '../fleet/posture-summary.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import type { CrossField } from './cross.ts'
import { CrossTable } from './cross-table.tsx'
import { addedFields } from './export-posture.tsx'
import { barsOf, typesText } from './path-bars.ts'
import { ValueBars } from './value-bars.tsx'

/** One path: how many devices have it, of which types, and its values as bars. */
export function PathRow({ summary, total }: { summary: PathSummary; total: number }) {
  const { path, devices, types, values, distinct, isDistinctCut, bins, numbers } = summary
  const [by, setBy] = useState<CrossField>()
  const bars = barsOf(summary, total)
  const isMixed = types.length > 1
  const unlisted = distinct - values.length
  const hasNumberBins = bins.some(({ conditions }) => conditions.some((each) => 'value' in each))
  return (
    <li className="grid gap-x-8 gap-y-2 border-t border-line py-4 first:border-t-0 md:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
      <div className="grid content-start gap-0.5 text-sm text-ink-muted">
        <h3 className="font-mono text-sm font-medium text-ink wrap-anywhere">
          <bdi>{sanitizeForDisplay(formatPath(path), 120) || '(the whole posture)'}</bdi>
        </h3>
        <p className="tabular-nums">
          {formatCount(devices)} of {counted(total, 'device')}
        </p>
        <p className={isMixed ? 'text-warn' : ''}>
          {isMixed && 'Mixed types: '}
          {typesText(summary, formatCount)}
        </p>
        {numbers && (
          <p className="tabular-nums">
            {formatNumber(numbers.least)} least · {formatNumber(numbers.middle)} median ·{' '}
            {formatNumber(numbers.most)} most
          </p>
        )}
        {!hasNumberBins && unlisted > 0 && (
          <p className="tabular-nums">
            {isDistinctCut
              ? `Over ${formatCount(mostDistinct)} distinct values; only the first ${formatCount(mostDistinct)} are counted, and the most frequent of them shown.`
              : `${formatCount(distinct)} distinct values; the ${formatCount(values.length)} most frequent are shown.`}
          </p>
        )}
        <AddToFile field={`posture.${formatPath(path)}`} />
        {bars.length > 2 && (
          <div
            role="group"
            aria-label={`Split ${formatPath(path)}`}
            className="-ml-3 flex max-sm:-ml-4 flex-wrap print:hidden"
          >
            {crossFields.map(({ field, label }) => (
              <Button
                key={field}
                variant="quiet"
                aria-expanded={by === field}
                onClick={() => setBy(by === field ? undefined : field)}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
      <div className="grid content-start gap-2">
        <ValueBars bars={bars} total={total} />
        {by && <CrossTable path={path} bars={bars} by={by} />}
      </div>
    </li>
  )
}

/** A checkbox that adds the field to the exported file. */
function AddToFile({ field }: { field: PostureField }) {
  const added = useStore(addedFields)
  const others = added.filter((each) => each !== field)
  return (
    <label className="flex min-h-8 w-fit items-center gap-2 max-sm:min-h-11 print:hidden">
      <input
        type="checkbox"
        className="size-4 accent-accent max-sm:size-5"
        checked={added.includes(field)}
        onChange={({ target }) => addedFields.set(target.checked ? [...others, field] : others)}
      />
      Add to CSV
      <span className="sr-only">: {field}</span>
    </label>
  )
}

const crossFields = [
  { field: 'version', label: 'By app version' },
  { field: 'owner', label: 'By person' },
] as const

const numberFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

function formatNumber(value: number): string {
  return numberFormat.format(value)
}
