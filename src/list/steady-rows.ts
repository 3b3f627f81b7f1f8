import { useState } from 'react'
import type { Device, DevicePage } from '../api/device.ts'
import { createStore } from '../lib/store.ts'
import { useStore } from '../lib/use-store.ts'

/** Counts the moments at which the person expects the list to change: their own action, or asking for it. */
const revision = createStore(0)

/** Shows the newest rows in their newest order from the next render on. */
export function acceptLatest(): void {
  revision.set(revision.get() + 1)
}

/** Rows that stay where they are until the person lets them move. */
export interface SteadyRows {
  devices: readonly Device[]
  /** The list has other rows, or another order, than shown. */
  hasChanges: boolean
}

/**
 * The rows to show for a page that is re-read in the background: fields change in
 * place, rows move only with the address (`view`) or after `acceptLatest`. While
 * `page` still belongs to an earlier address, `view` is `undefined`.
 */
export function useSteadyRows(page: DevicePage | undefined, view: string | undefined): SteadyRows {
  const current = `${view}#${useStore(revision)}`
  const [held, setHeld] = useState<{ view: string; devices: readonly Device[] }>()

  if (!page) return { devices: [], hasChanges: false }
  if (view === undefined) return { devices: held?.devices ?? page.devices, hasChanges: false }
  // Where no row is shown, none can move: a search opened before the fleet was read fills by itself.
  const holdsRows = held?.view === current && (held.devices.length > 0 || page.devices.length === 0)
  if (!holdsRows) {
    // Setting state while rendering is React's way to follow a changed input without an extra paint.
    setHeld({ view: current, devices: page.devices })
    return { devices: page.devices, hasChanges: false }
  }
  return steadyRows(held.devices, page.devices)
}

/** Puts the newest fields into the rows shown; pure. */
export function steadyRows(shown: readonly Device[], latest: readonly Device[]): SteadyRows {
  const isSameList =
    shown.length === latest.length && shown.every((device, row) => device.id === latest[row]?.id)
  if (isSameList) return { devices: latest, hasChanges: false }
  const byId = new Map(latest.map((device) => [device.id, device]))
  return { devices: shown.map((device) => byId.get(device.id) ?? device), hasChanges: true }
}
