import { deviceList } from '../devices/device-list.ts'
import { formatShare } from '../lib/share.ts'
import { formatCount } from '../lib/text.ts'
import { barClass, quietBarClass } from '../ui/bar-class.ts'
import { Link } from '../ui/link.tsx'

/** One value with the devices that have it. */
export interface ValueBar {
  label: string
  devices: number
  /** The search that finds them; `undefined` for a value too long to search for. */
  q: string | undefined
  /** For what isn't known rather than measured. */
  isQuiet?: boolean
}

interface ValueBarsProps {
  bars: readonly ValueBar[]
  /** All devices, of which the shares are. */
  total: number
}

/** A list of values, each with a bar and its number, and linked to exactly these devices. */
export function ValueBars({ bars, total }: ValueBarsProps) {
  return (
    <ul className="-mx-2 grid grid-cols-[fit-content(14rem)_minmax(3rem,1fr)_auto_3rem] max-sm:grid-cols-[fit-content(9rem)_minmax(2rem,1fr)_auto_3rem]">
      {bars.map(({ label, devices, q, isQuiet = false }) => (
        <li key={`${label} ${q}`} className="col-span-full grid grid-cols-subgrid">
          <Link
            {...(q === undefined
              ? { to: undefined }
              : deviceList.linkTo(deviceList.originOf({ ...deviceList.parse(''), q })))}
            className="group col-span-full grid min-h-7 grid-cols-subgrid items-center gap-x-3 rounded-md px-2 text-sm tabular-nums not-aria-disabled:hover:bg-hover max-sm:min-h-11"
          >
            <bdi
              className={`min-w-20 truncate group-not-aria-disabled:group-hover:text-accent ${isQuiet ? 'text-ink-muted' : ''}`}
              title={label}
            >
              {label}
            </bdi>
            <span aria-hidden className="h-2.5">
              <span
                className={`block h-full rounded-sm ${isQuiet ? quietBarClass : barClass}`}
                style={{
                  width: `${total === 0 ? 0 : (devices / total) * 100}%`,
                  minWidth: devices > 0 ? 2 : 0,
                }}
              />
            </span>
            <span className="text-right">
              {formatCount(devices)}
              <span className="sr-only"> {devices === 1 ? 'device' : 'devices'}, </span>
            </span>
            <span className="text-right text-ink-quiet">{formatShare(devices, total)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
