import { maxOf } from '../lib/max-of.ts'
import { formatCount } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { barClass } from '../ui/bar-class.ts'
import { nounFor } from './nouns.ts'
import type { Picture } from './overview.ts'
import { formatShare } from '../lib/share.ts'

/** Values with a bar and a count, each linked to the list of what was counted. */
export function BarList({ picture: { of, bars, total } }: { picture: Picture }) {
  const most = maxOf(
    bars.map(({ count }) => count),
    1,
  )
  return (
    <ul className="-mx-2 grid grid-cols-[fit-content(9rem)_minmax(0,1fr)_auto_auto]">
      {bars.map(({ label, count, link }) => (
        <li key={label} className="col-span-full grid grid-cols-subgrid">
          <Link
            {...link}
            className="group col-span-full grid min-h-8 grid-cols-subgrid items-center gap-x-3 rounded-md px-2 text-sm tabular-nums hover:bg-hover max-sm:min-h-11 print:min-h-6"
          >
            <bdi className="min-w-29 truncate group-hover:text-accent">{label}</bdi>
            <span aria-hidden className="h-3">
              <span
                className={`block h-full rounded-sm ${barClass}`}
                style={{ width: `${(count / most) * 100}%`, minWidth: count > 0 ? 2 : 0 }}
              />
            </span>
            <span className="text-right">
              {formatCount(count)}
              <span className="sr-only"> {nounFor(of, count)},</span>
            </span>
            <span className="text-right text-ink-quiet">{formatShare(count, total)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
