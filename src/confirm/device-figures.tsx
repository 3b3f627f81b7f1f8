import { isOnline, type Device } from '../api/device.ts'
import { wasSeenWithin24h } from '../device/in-use.ts'
import { formatCount } from '../lib/text.ts'

/** A long list in figures, by which a wrong list is noticed. */
export function DeviceFigures({ devices, now }: { devices: readonly Device[]; now: number }) {
  const owners = new Set(devices.flatMap(({ owner }) => owner?.id ?? owner?.email ?? []))
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
    <dl className="grid grid-cols-4 gap-2 max-sm:grid-cols-2">
      {figures.map(({ what, figure }) => (
        <div
          key={what}
          className="flex flex-col-reverse justify-end rounded-lg px-3 py-2 ring-1 ring-line ring-inset"
        >
          <dt className="text-xs text-ink-quiet">{what}</dt>
          <dd className="text-lg font-semibold tabular-nums">{formatCount(figure)}</dd>
        </div>
      ))}
    </dl>
  )
}
