import { Trash2 } from 'lucide-react'
import { memo, useId, type ReactNode } from 'react'
import type { Device } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { deviceName, legible } from '../lib/text.ts'
import { cellClass, lineClass, rowClass } from '../list/table.tsx'
import { TimeLines } from '../list/time-lines.tsx'
import { Button } from '../ui/button.tsx'
import { OwnerLink } from '../device/owner-link.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { Link } from '../ui/link.tsx'

interface PickRowProps {
  device: Device
  isPicked: boolean
  /** Why it cannot be picked. */
  reason: string | undefined
  note: string | undefined
  showsOwner: boolean
  onPick: (device: Device, isPicked: boolean) => void
  /** `button` is what was pressed. */
  onRemove?: (device: Device, button: HTMLElement) => void
}

/** The whole cell is the target, so that a near miss does not open the device. */
export const boxTargetClass = '-m-2 grid size-8 place-items-center max-sm:size-11'
export const boxClass = 'size-4 scroll-my-32 accent-accent max-sm:size-5'

/** One device of a proposal. There may be hundreds, and a choice changes one. */
export const PickRow = memo(function PickRow({
  device,
  isPicked,
  reason,
  note,
  showsOwner,
  onPick,
  onRemove,
}: PickRowProps) {
  const name = deviceName(device)
  const noteId = useId()
  const said = [note, reason].filter(Boolean).join(' · ')
  return (
    <tr role="row" className={rowClass}>
      <td role="cell" className={`${cellClass} ${lineClass} max-sm:col-auto`}>
        <label className={boxTargetClass}>
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            aria-describedby={said ? noteId : undefined}
            className={boxClass}
            disabled={reason !== undefined}
            checked={isPicked && reason === undefined}
            onChange={(event) => onPick(device, event.target.checked)}
          />
        </label>
      </td>
      <th role="rowheader" scope="row" className={`${cellClass} max-sm:col-auto`}>
        <Link
          to={paths.device(device.id)}
          title={legible(device.name)}
          className="block scroll-my-32 truncate font-medium text-ink decoration-accent underline-offset-2 group-hover/row:text-accent hover:underline max-sm:py-1 max-sm:text-base"
        >
          <bdi>{name}</bdi>
        </Link>
        {said ? (
          <span id={noteId} className="block truncate text-xs text-ink-muted">
            {said}
          </span>
        ) : (
          device.hardwareId && (
            <bdi className="block truncate font-mono text-xs text-ink-quiet">
              {legible(device.hardwareId, 60)}
            </bdi>
          )
        )}
      </th>
      <td role="cell" className={`${cellClass} ${lineClass} max-sm:col-auto`}>
        <StatusBadge status={device.status} />
      </td>
      {showsOwner && (
        <Cell label="Owner">
          <span className="block min-w-0 truncate">
            {device.owner ? (
              <OwnerLink owner={device.owner} />
            ) : (
              <span className="text-ink-quiet">No owner</span>
            )}
          </span>
        </Cell>
      )}
      <Cell label="Last connection">
        <TimeLines iso={device.lastConnection} absent="Never connected" />
      </Cell>
      <Cell label="Version">
        {device.appVersion ? (
          <bdi className="block truncate tabular-nums">{legible(device.appVersion, 40)}</bdi>
        ) : (
          <span className="text-ink-quiet">Not known</span>
        )}
      </Cell>
      <Cell label="Registered">
        <TimeLines iso={device.createdAt} absent="Not known" />
      </Cell>
      {onRemove && (
        <Cell>
          <Button
            variant="quiet"
            square
            aria-label={`Remove ${name}`}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={(event) => onRemove(device, event.currentTarget)}
            className="hover:not-aria-disabled:bg-danger-soft hover:not-aria-disabled:text-danger"
          />
        </Cell>
      )}
    </tr>
  )
})

function Cell({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <td role="cell" data-label={label} className={`${cellClass} ${lineClass} max-sm:col-span-full`}>
      {children}
    </td>
  )
}
