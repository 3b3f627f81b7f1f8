import type { Device } from '../api/device.ts'
import { createSessionStore, endWithSession } from '../lib/session-store.ts'

/** Devices chosen for an action, by id; kept across pages, sorts and filters. */
export const selection = createSessionStore<ReadonlyMap<string, Device>>(new Map())

/** Where the last single choice was made: the other end of a Shift-click. */
let anchor: string | undefined
endWithSession(() => {
  anchor = undefined
})

/** Puts devices into the selection, or takes them out. */
export function select(devices: readonly Device[], isChosen: boolean): void {
  const next = new Map(selection.get())
  for (const device of devices) {
    if (isChosen) next.set(device.id, device)
    else next.delete(device.id)
  }
  selection.set(next)
}

/** Turns the choice of one device; with `isRange`, of all rows between it and the last one turned. */
export function toggle(device: Device, rows: readonly Device[], isRange: boolean): void {
  const isChosen = !selection.get().has(device.id)
  const from = isRange ? rows.findIndex((row) => row.id === anchor) : -1
  const to = rows.findIndex((row) => row.id === device.id)
  select(from < 0 ? [device] : rows.slice(Math.min(from, to), Math.max(from, to) + 1), isChosen)
  anchor = device.id
}

/** Has the chosen ones among `ids` be what `change` makes of them, and stay chosen. */
export function changeSelected(ids: ReadonlySet<string>, change: (device: Device) => Device): void {
  const changed = [...selection.get().values()].filter(({ id }) => ids.has(id)).map(change)
  if (changed.length > 0) select(changed, true)
}

/** Puts newer rows of the chosen devices in place of those they were chosen by. */
export function renewSelected(rows: readonly Device[]): void {
  const chosen = selection.get()
  const newer = rows.filter((row) => row.readAt > (chosen.get(row.id)?.readAt ?? Infinity))
  if (newer.length > 0) select(newer, true)
}

/** Takes out what is no longer there. */
export function deselect(ids: ReadonlySet<string>): void {
  const left = [...selection.get()].filter(([id]) => !ids.has(id))
  if (left.length < selection.get().size) selection.set(new Map(left))
}

/** Chooses nothing. */
export function clearSelection(): void {
  anchor = undefined
  selection.set(new Map())
}
