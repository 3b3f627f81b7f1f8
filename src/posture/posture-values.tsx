import { postureVerdicts, postureWords } from '../device/posture.ts'
import { formatPath } from '../query/posture-path.ts'
import type { PostureProfile } from '../fleet/posture-profile.ts'
import type { PathSummary } from '../fleet/posture-summary.ts'
import { counted, formatCount } from '../lib/text.ts'
import { Notice } from '../ui/notice.tsx'
import { isConstant } from './path-bars.ts'
import { PathRow } from './path-row.tsx'
import { ValueBars } from './value-bars.tsx'

/** The result of all devices, then every path with its values; paths with one value are folded. */
export function PostureValues({ profile }: { profile: PostureProfile }) {
  const { devices, withPosture, results, isCut, tooDeep } = profile
  const paths = profile.paths
    .filter((summary) => !isPlainResult(summary))
    .toSorted((a, b) => rank(b) - rank(a))
  const constant = paths.filter(isConstant)
  const varied = paths.filter((summary) => !isConstant(summary))
  return (
    <>
      <section
        aria-label="Result"
        className="card grid gap-x-8 gap-y-2 p-5 max-sm:p-4 md:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]"
      >
        <div className="grid content-start gap-0.5 text-sm text-ink-muted">
          <h2 className="text-base font-semibold text-ink">Result</h2>
          <p className="tabular-nums">
            {formatCount(withPosture)} of {counted(devices, 'device')} report a posture
          </p>
        </div>
        <ValueBars
          total={devices}
          bars={postureVerdicts.map((verdict) => ({
            label: postureWords[verdict],
            devices: results[verdict],
            q: `posture:${verdict}`,
            isQuiet: verdict === 'unknown',
          }))}
        />
      </section>
      {isCut && (
        <Notice
          tone="warn"
          title={`Only the first ${formatCount(profile.paths.length)} fields are shown`}
        >
          Postures in this network have more distinct fields. A search finds those, too.
        </Notice>
      )}
      {tooDeep > 0 && (
        <p className="text-sm text-ink-muted">
          {counted(tooDeep, 'device')} {tooDeep === 1 ? 'has' : 'have'} values nested more than 8
          levels deep, which aren’t shown here. The raw JSON on a device’s page has them.
        </p>
      )}
      {varied.length > 0 && (
        <section aria-label="Fields" className="card px-5 py-4 max-sm:px-4">
          <h2 className="text-base font-semibold">Fields</h2>
          <ul>
            {varied.map((summary, place) => (
              <PathRow key={place} summary={summary} total={devices} />
            ))}
          </ul>
        </section>
      )}
      {constant.length > 0 && (
        <details className="card px-5 py-4 max-sm:px-4">
          <summary className="min-h-6 rounded text-base font-semibold">
            {counted(constant.length, 'field')} with a single value
          </summary>
          <ul className="mt-1">
            {constant.map((summary, place) => (
              <PathRow key={place} summary={summary} total={devices} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** The most frequent fields come first; values in place of a whole posture are an oddity and come last. */
function rank({ path, devices }: PathSummary): number {
  return path.length === 0 ? 0 : devices
}

/** True for the documented result, which stands above, unless something odd is among its values. */
function isPlainResult({ path, types }: PathSummary): boolean {
  return formatPath(path) === 'compliant' && types.every(({ type }) => type === 'boolean')
}
