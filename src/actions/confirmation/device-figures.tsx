import { isOnline, type Device } from '../../api/device.ts'
import { wasSeenWithin24h } from '../../device/in-use.ts'
import { formatCount } from '../../lib/text.ts'
import { ownerKey } from '../../query/value-key.ts'

/** Figures about a long list, which reveal a wrong one. */
export function DeviceFigures({ devices, now }: { devices: readonly Device[]; now: number }) {
  const owners = new Set(devices.flatMap(({ owner }) => (owner ? ownerKey(owner) : [])))
  const figures = [
    { what: 'Online', figure: devices.filter(isOnline).length },
    {
      what: 'Seen in the last 24 hours',
      figure: devices.filter((device) => wasSeenWithin24h(device, now)).length,
    },
    { what: owners.size === 1 ? 'Owner' : 'Owners', figure: owners.size },
    { what: 'Without an owner', figure: devices.filter(({ owner }) => !owner).length },
  ]
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 sm:grid sm:grid-cols-4 sm:gap-2">
      {figures.map(({ what, figure }) => (
        <div
          key={what}
          className="flex flex-row-reverse items-baseline justify-end gap-x-1.5 ring-line ring-inset sm:flex-col-reverse sm:rounded-lg sm:px-3 sm:py-2 sm:ring-1"
        >
          <dt className="text-xs text-ink-quiet">{what}</dt>
          <dd className="font-semibold tabular-nums sm:text-lg">{formatCount(figure)}</dd>
        </div>
      ))}
    </dl>
  )
}
