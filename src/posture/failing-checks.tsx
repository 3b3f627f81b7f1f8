import { postureVerdicts, postureWords } from '../device/posture.ts'
import type { Coverage } from '../fleet/coverage.ts'
import type { FleetPostures } from '../fleet/snapshot/fleet-index.ts'
import { termOf } from '../query/query.ts'
import { comparedForm } from '../query/value-key.ts'
import { formatShare } from '../lib/share.ts'
import { counted, formatCount } from '../lib/text.ts'
import { CountLink } from './count-link.tsx'

/** The checks that fail, with the number of devices, and how many devices are compliant. */
export function FailingChecks({
  postures,
  coverage,
}: {
  postures: FleetPostures
  coverage: Coverage
}) {
  const { devices, withChecks, failing, results, cutShort } = postures
  const unlisted = failing.distinct - failing.values.length
  return (
    <section
      aria-labelledby="failing-checks"
      className="card grid justify-items-start gap-3 p-5 max-sm:p-4"
    >
      <h2 id="failing-checks" className="text-base font-semibold">
        Failing checks
      </h2>
      <p className="text-sm text-ink-muted tabular-nums">
        {formatCount(withChecks)} of {counted(devices, 'device')} report checks
        {coverage.kind === 'partial' && ' so far'}
        {coverage.kind === 'complete' &&
          withChecks > 0 &&
          failing.distinct === 0 &&
          ', and none fails'}
        .{failing.distinct > 0 && ' Shares are of these.'}
      </p>
      {cutShort > 0 && (
        <p className="text-sm text-warn tabular-nums">
          {counted(cutShort, 'device')} {cutShort === 1 ? 'reports' : 'report'} more entries than
          are kept, and the others aren’t counted. The device’s page tells where.
        </p>
      )}
      {failing.values.length > 0 && (
        <table className="text-sm tabular-nums">
          <thead className="text-xs text-ink-muted">
            <tr>
              <th scope="col" className="py-1 pr-8 text-left font-medium">
                Check
              </th>
              <th scope="col" className="px-4 text-right font-medium">
                Devices
              </th>
              <th scope="col" className="pl-4 text-right font-medium">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {failing.values.map(({ text, devices: count }) => (
              <tr key={text}>
                <th scope="row" className="py-1 pr-8 text-left font-normal">
                  <CountLink q={termOf('failed', comparedForm(text)).source} text={text} />
                </th>
                <td className="px-4 text-right">{formatCount(count)}</td>
                <td className="pl-4 text-right">{formatShare(count, withChecks)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unlisted > 0 && (
        <p className="text-sm text-ink-muted tabular-nums">
          Showing the {formatCount(failing.values.length)} that fail on the most devices, of{' '}
          {failing.isDistinctCut && 'over '}
          {formatCount(failing.distinct)}. The CSV has all of them.
        </p>
      )}
      <ul aria-label="Posture" className="flex flex-wrap gap-x-6 text-sm tabular-nums">
        {postureVerdicts.map((verdict) => (
          <li key={verdict}>
            <CountLink q={`posture:${verdict}`} text={postureWords[verdict]} />{' '}
            {formatCount(results[verdict])}
          </li>
        ))}
      </ul>
    </section>
  )
}
