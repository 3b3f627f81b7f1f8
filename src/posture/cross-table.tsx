import { deviceList } from '../devices/device-list.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { formatPath, type PosturePath } from '../query/posture-path.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { formatCount } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { crossPosture, mostRows, type CrossField } from './cross.ts'
import type { ValueBar } from './value-bars.tsx'

/** Columns of a table; further values are left out. */
const mostColumns = 5

interface CrossTableProps {
  path: PosturePath
  bars: readonly ValueBar[]
  by: CrossField
}

const names: Readonly<Record<CrossField, string>> = { version: 'App version', owner: 'Person' }

/** The values of a path by version or person, each number linked to exactly these devices. */
export function CrossTable({ path, bars, by }: CrossTableProps) {
  const columns = bars
    .flatMap(({ label, q }) => (q === undefined ? [] : [{ label, q }]))
    .slice(0, mostColumns)
  const { data, error } = useFleetAnswer(
    ['posture-cross', formatPath(path), by, columns.map(({ q }) => q)],
    (fleet, signal) =>
      crossPosture(
        fleet,
        path,
        columns.map(({ q }) => q),
        by,
        signal,
      ),
  )
  if (error) return <FailureNotice error={error} />
  if (!data) return <Skeleton className="h-40" />
  return (
    <div className="overflow-x-auto">
      <table className="text-sm tabular-nums">
        <caption className="pb-1 text-left text-xs text-ink-muted">
          {data.length === mostRows
            ? `The ${mostRows} with the most devices that report this field`
            : 'Devices that report this field'}
        </caption>
        <thead>
          <tr className="text-xs text-ink-muted">
            <th scope="col" className="py-1.5 pr-4 text-left font-medium">
              {names[by]}
            </th>
            {columns.map(({ label, q }) => (
              <th key={q} scope="col" className="max-w-32 truncate px-3 text-right font-medium">
                <bdi>{label}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map(({ label, cells }) => (
            <tr key={cells[0]?.q} className="hover:bg-hover">
              <th scope="row" className="max-w-56 truncate py-1.5 pr-4 text-left font-normal">
                <bdi>{label}</bdi>
              </th>
              {cells.map(({ q, devices }) => (
                <td key={q} className="px-3 text-right">
                  {devices === 0 ? (
                    <span className="text-ink-quiet">0</span>
                  ) : (
                    <Link
                      {...deviceList.linkTo(deviceList.originOf({ ...deviceList.parse(''), q }))}
                      className="inline-block min-w-6 py-1 text-accent underline-offset-2 hover:underline"
                    >
                      {formatCount(devices)}
                      <span className="sr-only"> {devices === 1 ? 'device' : 'devices'}</span>
                    </Link>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
