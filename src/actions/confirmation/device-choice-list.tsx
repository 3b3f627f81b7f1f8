import { useState } from 'react'
import { isOnline, type Device } from '../../api/device.ts'
import { wasSeenWithin24h } from '../../device/in-use.ts'
import { ownerText } from '../../device/owner.ts'
import { StatusBadge } from '../../device/status-badge.tsx'
import { ownerKey } from '../../query/value-key.ts'
import { deviceName, formatCount, sanitizeForDisplay } from '../../lib/text.ts'
import { Button } from '../../ui/button.tsx'
import { ListedAs } from '../listed-as.tsx'
import { RelativeTime } from '../../ui/time-text.tsx'

/** Rows rendered at first, and added with each step: thousands at once would block the page. */
const rowsAtFirst = 40
const rowsAtATime = 100

interface DeviceChoiceListProps {
  name: string
  devices: readonly Device[]
  /** Replaces the time of the last connection. */
  noteOn?: (device: Device) => string | undefined
  listedAs?: ReadonlyMap<string, string> | undefined
}

/** Devices, one a line: name, hardware ID, status and last connection, and the owner where they differ. */
export function DeviceChoiceList({ name, devices, noteOn, listedAs }: DeviceChoiceListProps) {
  const [shown, setShown] = useState(rowsAtFirst)
  const more = devices.length - shown
  const [owner, ...others] = new Set(devices.map((device) => ownerText(device.owner)))
  const hasOwners = others.length > 0
  return (
    <div className="grid gap-1.5">
      {!hasOwners && (
        <p className="text-sm">
          <span className="text-ink-quiet">Owner</span> <bdi>{owner}</bdi>
        </p>
      )}
      <div className="rounded-lg bg-sunken text-sm ring-1 ring-line ring-inset">
        <ul
          aria-label={name}
          className={`grid divide-y divide-line sm:gap-x-4 ${hasOwners ? withOwners : withoutOwners}`}
        >
          {devices.slice(0, shown).map((device) => (
            <li
              key={device.id}
              className="col-span-full grid grid-cols-subgrid items-center px-3 py-1.5 max-sm:gap-x-3 max-sm:py-1"
            >
              <bdi className="truncate font-medium">{deviceName(device)}</bdi>
              {hasOwners && (
                <bdi className="truncate text-ink-muted max-sm:row-start-2">
                  {ownerText(device.owner)}
                </bdi>
              )}
              <bdi
                className={`truncate font-mono text-xs text-ink-muted ${hasOwners ? 'max-sm:row-start-3' : 'max-sm:row-start-2'}`}
              >
                {sanitizeForDisplay(device.hardwareId ?? '', 60)}
              </bdi>
              <span className="max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right">
                <StatusBadge status={device.status} />
              </span>
              <span className="text-right text-ink-muted max-sm:col-start-2 max-sm:row-start-2">
                {noteOn?.(device) ?? (
                  <RelativeTime iso={device.lastConnection} absent="Never connected" />
                )}
              </span>
              <span className="col-span-full empty:hidden">
                <ListedAs line={listedAs?.get(device.id)} device={device} />
              </span>
            </li>
          ))}
        </ul>
        {more > 0 && (
          <p className="border-t border-line px-3 py-2">
            <Button onClick={() => setShown((count) => count + rowsAtATime)}>
              {more > rowsAtATime
                ? `Show ${formatCount(rowsAtATime)} more of ${formatCount(more)}`
                : `Show the other ${formatCount(more)}`}
            </Button>
          </p>
        )}
      </div>
    </div>
  )
}

const withOwners =
  'sm:grid-cols-[minmax(0,5fr)_minmax(0,5fr)_minmax(0,4fr)_auto_auto] max-sm:grid-cols-[minmax(0,1fr)_auto]'
const withoutOwners =
  'sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_auto_auto] max-sm:grid-cols-[minmax(0,1fr)_auto]'

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
