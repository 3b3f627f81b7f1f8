import { postureVerdicts, postureWords } from '../device/posture.ts'
import type { Coverage } from '../fleet/coverage.ts'
import type { FleetPostures } from '../fleet/snapshot/fleet-index.ts'
import { termOf } from '../query/query.ts'
import { comparedForm } from '../query/value-key.ts'
import { formatShare } from '../lib/share.ts'
import { counted, formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { Track } from '../ui/track.tsx'
import { CountLink } from './count-link.tsx'

const nothingFailing: FleetPostures['failing'] = { values: [], distinct: 0, isDistinctCut: false }

/** The checks that fail, and how many devices are compliant; gray rows while `postures` is awaited. */
export function FailingChecks({
  postures,
  coverage,
}: {
  postures: FleetPostures | undefined
  coverage: Coverage
}) {
  const { values, distinct, isDistinctCut } = postures?.failing ?? nothingFailing
  const cutShort = postures?.cutShort ?? 0
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <section aria-labelledby="failing-checks" className="card grid gap-2 p-5 max-sm:p-4">
        <h2 id="failing-checks" className="text-base font-semibold">
          Failing checks
        </h2>
        <p className="min-h-5 text-sm text-ink-muted tabular-nums max-sm:min-h-10">
          {postures && reportedText(postures, coverage)}
        </p>
        {cutShort > 0 && (
          <p className="text-sm text-warn tabular-nums">
            {counted(cutShort, 'device')} {cutShort === 1 ? 'has' : 'have'} too many entries to
            count them all. The device’s page shows which were left out.
          </p>
        )}
        {postures === undefined && <RowSkeletons count={6} />}
        {values.length > 0 && (
          <table className="w-full text-sm tabular-nums">
            <thead className="text-xs text-ink-muted">
              <tr>
                <th scope="col" className="h-7 text-left font-medium">
                  Check
                </th>
                <th scope="col" className="text-right font-medium">
                  Devices
                </th>
                <th scope="col" className="pl-6 text-left font-medium max-sm:pl-3">
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {values.map(({ text, devices }) => (
                <tr key={text} className="group border-t border-line hover:bg-hover">
                  <th scope="row" className="h-9 text-left font-normal max-sm:h-11">
                    <CountLink q={termOf('failed', comparedForm(text)).source} text={text} />
                  </th>
                  <td className="text-right">{formatCount(devices)}</td>
                  <ShareCell count={devices} of={postures?.withChecks ?? 0} />
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {distinct > values.length && (
          <p className="text-sm text-ink-muted tabular-nums">
            Showing the {formatCount(values.length)} that fail on the most devices, of{' '}
            {isDistinctCut && 'over '}
            {formatCount(distinct)}. The CSV has all of them.
          </p>
        )}
      </section>
      <section aria-labelledby="verdicts" className="card grid gap-2 p-5 max-sm:p-4">
        <h2 id="verdicts" className="text-base font-semibold">
          Devices by posture
        </h2>
        {postures ? (
          <ul aria-labelledby="verdicts" className="text-sm tabular-nums">
            {postureVerdicts.map((verdict) => (
              <li key={verdict} className="flex min-h-9 items-center gap-3 max-sm:min-h-11">
                <span data-posture={verdict} className="mr-auto">
                  <CountLink q={`posture:${verdict}`} text={postureWords[verdict]} />
                </span>{' '}
                {formatCount(postures.results[verdict])}
                <span className="min-w-10 text-right text-ink-quiet">
                  {formatShare(postures.results[verdict], postures.devices)}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <RowSkeletons count={3} />
        )}
      </section>
    </div>
  )
}

/** "1,140 of 1,248 devices report checks. Shares are of these." */
function reportedText({ devices, withChecks, failing }: FleetPostures, { kind }: Coverage): string {
  const reported = `${formatCount(withChecks)} of ${counted(devices, 'device')} report checks`
  if (failing.distinct > 0) {
    return `${reported}${kind === 'partial' ? ' so far' : ''}. Shares are of these.`
  }
  if (kind === 'partial') return `${reported} so far.`
  return kind === 'complete' && withChecks > 0 ? `${reported}, and none fails.` : `${reported}.`
}

function ShareCell({ count, of }: { count: number; of: number }) {
  return (
    <td className="w-1/2 pl-6 max-sm:w-2/5 max-sm:pl-3">
      <span className="flex items-center gap-3">
        <Track count={count} of={of} className="h-2.5 min-w-0 flex-1" />
        <span className="min-w-10 text-right text-ink-muted">{formatShare(count, of)}</span>
      </span>
    </td>
  )
}

/** As high as the rows that will come. */
function RowSkeletons({ count }: { count: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className="flex h-9 items-center justify-between gap-6 max-sm:h-11">
          <Skeleton className="h-4 w-2/5" />
          <Skeleton className="h-4 w-1/4" />
        </div>
      ))}
    </div>
  )
}
