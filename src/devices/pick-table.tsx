import { useCallback, useMemo, type ReactNode } from 'react'
import type { Device } from '../api/device.ts'
import { formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { boxClass, boxTargetClass, PickRow } from './pick-row.tsx'
import type { Picks } from './use-picks.ts'

/** Devices that belong together, under a heading where there are several groups. */
export interface DeviceGroup {
  id: string
  heading?: ReactNode
  devices: readonly Device[]
}

interface PickTableProps {
  /** Its accessible name. */
  name: string
  groups: readonly DeviceGroup[]
  picks: Picks
  /** Why a device cannot be picked. */
  reasonAgainst?: (device: Device) => string | undefined
  /** A few words on a device, in place of its hardware id. */
  noteOn?: (device: Device) => string | undefined
  /** What the box above all of them selects; every device without it. */
  isSuggested?: (device: Device) => boolean
  showsOwner?: boolean
  /** `button` is what was pressed. */
  onRemove?: (device: Device, button: HTMLElement) => void
  /** What is shown is of an earlier question. */
  isStale?: boolean
  /** Rows more than this are counted, not shown. */
  mostRows?: number
}

const none = () => undefined
const every = () => true

/** Devices of a proposal, each with a box to take it in or out. Below 640 px each is a card. */
export function PickTable({
  name,
  groups,
  picks,
  reasonAgainst = none,
  noteOn = none,
  isSuggested = every,
  showsOwner = false,
  onRemove,
  isStale = false,
  mostRows = Infinity,
}: PickTableProps) {
  const { isPicked, pick } = picks
  const pickOne = useCallback((device: Device, is: boolean) => pick([device], is), [pick])
  const pickable = useMemo(
    () => groups.flatMap(({ devices }) => devices).filter((device) => !reasonAgainst(device)),
    [groups, reasonAgainst],
  )
  const suggested = pickable.filter(isSuggested)
  const isAnyPicked = pickable.some(isPicked)
  const areAllPicked = isAnyPicked && pickable.every(isPicked)
  const areSuggestedPicked = isAnyPicked && suggested.every(isPicked)
  const boxLabel =
    isSuggested === every
      ? `Select all ${formatCount(suggested.length)}`
      : `Select the ${formatCount(suggested.length)} suggested`
  const columns = [
    'Name',
    'Status',
    ...(showsOwner ? ['Owner'] : []),
    'Last connection',
    'Version',
    'Registered',
  ]
  return (
    <div className="rounded-xl bg-surface shadow-card ring-1 ring-line max-sm:-mx-4 max-sm:rounded-none max-sm:bg-transparent max-sm:shadow-none max-sm:ring-0">
      <div
        role="region"
        aria-label={name}
        // The region scrolls, so the keyboard must be able to reach it (axe: scrollable-region-focusable).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
        className="overflow-x-auto rounded-xl"
      >
        <table
          role="table"
          aria-label={name}
          aria-busy={isStale || undefined}
          className={`group/table w-full min-w-160 table-fixed border-separate border-spacing-0 text-sm max-sm:block max-sm:min-w-0 ${isStale ? 'opacity-55' : ''}`}
        >
          <thead role="rowgroup" className="max-sm:block max-sm:px-4">
            <tr role="row" className="max-sm:flex max-sm:items-center">
              <th role="columnheader" scope="col" className={`${headClass} w-11 max-sm:block`}>
                <label
                  className={`${boxTargetClass} max-sm:w-auto max-sm:grid-flow-col max-sm:gap-2 max-sm:px-3`}
                >
                  <input
                    type="checkbox"
                    aria-label={boxLabel}
                    className={boxClass}
                    ref={(box) => {
                      if (box) box.indeterminate = isAnyPicked && !areAllPicked
                    }}
                    disabled={!isAnyPicked && suggested.length === 0}
                    checked={areAllPicked}
                    // Nothing stays selected out of sight when it is emptied.
                    onChange={() =>
                      pick(areSuggestedPicked ? pickable : suggested, !areSuggestedPicked)
                    }
                  />
                  <span aria-hidden className="text-sm whitespace-nowrap sm:hidden">
                    {boxLabel}
                  </span>
                </label>
              </th>
              {columns.map((label) => (
                <th
                  key={label}
                  role="columnheader"
                  scope="col"
                  className={`${headClass} max-sm:hidden ${widths[label] ?? ''}`}
                >
                  {label}
                </th>
              ))}
              {onRemove && (
                <th role="columnheader" scope="col" className={`${headClass} w-14 max-sm:hidden`}>
                  <span className="sr-only">Actions</span>
                </th>
              )}
            </tr>
          </thead>
          {firstOf(groups, mostRows).map(({ id, heading, devices: shown }) => (
            <tbody key={id} role="rowgroup" className="max-sm:block max-sm:px-4 max-sm:py-1.5">
              {heading && (
                <tr role="row" className="max-sm:block">
                  <th
                    role="rowheader"
                    scope="rowgroup"
                    colSpan={columns.length + (onRemove ? 2 : 1)}
                    className="border-b border-line bg-sunken px-4 py-2 text-left font-normal max-sm:mb-2 max-sm:block max-sm:rounded-md max-sm:border-0"
                  >
                    {heading}
                  </th>
                </tr>
              )}
              {shown.map((device) => (
                <PickRow
                  key={device.id}
                  device={device}
                  isPicked={isPicked(device)}
                  reason={reasonAgainst(device)}
                  note={noteOn(device)}
                  showsOwner={showsOwner}
                  onPick={pickOne}
                  {...(onRemove && { onRemove })}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <NotShown devices={groups.reduce((sum, { devices }) => sum + devices.length, 0) - mostRows} />
    </div>
  )
}

function firstOf(groups: readonly DeviceGroup[], mostRows: number): DeviceGroup[] {
  const first: DeviceGroup[] = []
  let room = mostRows
  for (const group of groups) {
    const devices = group.devices.slice(0, room)
    room -= devices.length
    if (devices.length > 0) first.push({ ...group, devices })
  }
  return first
}

function NotShown({ devices }: { devices: number }) {
  if (devices <= 0) return null
  return (
    <p className="px-4 py-2.5 text-sm text-ink-muted">
      {formatCount(devices)} more are not shown here; they are counted above and acted on as well.
    </p>
  )
}

/** Grey rows of the final shape. */
export function PickTableSkeleton() {
  return (
    <div
      aria-hidden
      className="rounded-xl bg-surface p-4 shadow-card ring-1 ring-line max-sm:rounded-lg"
    >
      {Array.from({ length: 5 }, (_, row) => (
        <div key={row} className="flex h-14 items-center gap-6">
          <Skeleton className="size-4" />
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="h-3.5 w-1/5 max-sm:hidden" />
        </div>
      ))}
    </div>
  )
}

const headClass =
  'h-9 border-b border-line px-3 text-left text-xs font-medium text-ink-muted first:pl-4 last:pr-4 max-sm:border-0 max-sm:px-0 max-sm:first:pl-0'

const widths: Record<string, string> = {
  Status: 'w-32',
  Owner: 'w-48',
  'Last connection': 'w-52',
  Version: 'w-24',
  Registered: 'w-52',
}
