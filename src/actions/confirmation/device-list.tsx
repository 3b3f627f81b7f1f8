import { useState } from 'react'
import type { Device } from '../../api/device.ts'
import { ownerText } from '../../device/owner.ts'
import { StatusBadge } from '../../device/status-badge.tsx'
import { deviceName, formatCount, sanitizeForDisplay } from '../../lib/text.ts'
import { Button } from '../../ui/button.tsx'
import { ListedAs } from '../listed-as.tsx'
import { RelativeTime } from '../../ui/time-text.tsx'

/** Rows rendered at first, and added with each step: thousands at once would block the page. */
const rowsAtFirst = 40
const rowsAtATime = 100
/** Distance (px) from the end of the list at which more rows are added. */
const moreBeforeEnd = 400

interface DeviceChoiceListProps {
  /** Its accessible name. */
  name: string
  devices: readonly Device[]
  /** Replaces the time of the last connection. */
  noteOn?: (device: Device) => string | undefined
  /** By device ID: the line of a list that named it. */
  listedAs?: ReadonlyMap<string, string> | undefined
}

/** A scrolling list of devices, each with name, owner, hardware ID and status. */
export function DeviceChoiceList({ name, devices, noteOn, listedAs }: DeviceChoiceListProps) {
  const [shown, setShown] = useState(rowsAtFirst)
  const more = devices.length - shown
  const showMore = () => setShown((count) => count + rowsAtATime)
  return (
    <div
      role="region"
      aria-label={name}
      // The region scrolls, so the keyboard must be able to reach it (axe: scrollable-region-focusable).
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        if (more > 0 && scrollHeight - scrollTop - clientHeight < moreBeforeEnd) showMore()
      }}
      className="scroll-shadow max-h-60 overflow-y-auto rounded-lg bg-sunken ring-1 ring-line ring-inset"
    >
      <ul className="divide-y divide-line text-sm">
        {devices.slice(0, shown).map((device) => (
          <li
            key={device.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 px-3.5 py-2"
          >
            <span className="truncate font-medium">
              <bdi>{deviceName(device)}</bdi>
            </span>
            <span className="text-right">
              <StatusBadge status={device.status} />
            </span>
            <span className="min-w-0 text-ink-muted">
              <bdi className="block truncate">{ownerText(device.owner)}</bdi>
              {device.hardwareId && (
                <bdi className="block truncate font-mono text-xs text-ink-quiet">
                  {sanitizeForDisplay(device.hardwareId, 60)}
                </bdi>
              )}
              <ListedAs line={listedAs?.get(device.id)} />
            </span>
            <span className="text-right text-ink-muted">
              {noteOn?.(device) ?? (
                <RelativeTime iso={device.lastConnection} absent="Never connected" />
              )}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="px-3.5 py-2">
          <Button onClick={showMore}>
            Show {formatCount(Math.min(more, rowsAtATime))} more of {formatCount(more)}
          </Button>
        </p>
      )}
    </div>
  )
}
