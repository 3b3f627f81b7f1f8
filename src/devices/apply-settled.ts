import type { QueryClient } from '@tanstack/react-query'
import { deviceActions } from '../actions/device-actions.ts'
import { isGone, type SettledAction, type SettledBatch } from '../actions/outcome.ts'
import type { Device } from '../api/device.ts'
import type { PageOfDevices } from './device-list.ts'
import type { DeviceDetail } from '../api/devices.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { noteRemoved } from '../fleet/removed.ts'
import { deviceSelection } from './device-selection.ts'
import { acceptLatest } from '../list/steady-rows.ts'
import { deviceQueries } from './queries.ts'

/** Time (ms) between refreshes of the lists during a long run; after each device, they would be most of its requests. */
const rereadEveryMs = 5_000

/** Query clients whose lists are out of date, and since when (ms since epoch). */
const overdue = new WeakMap<QueryClient, { since: number }>()

/**
 * Applies outcomes to the devices in memory, then refreshes the lists in the background: at the end
 * of a run, and every 5 s during a long one. Resolves when the devices in memory are right.
 */
export async function applySettled(queryClient: QueryClient, batch: SettledBatch): Promise<void> {
  try {
    // First, because a refreshed search is read from the snapshot.
    await applyToFleet(batch)
  } finally {
    await applyToLists(queryClient, batch)
  }
}

/** Applies outcomes to the fleet snapshot, if there is one. */
async function applyToFleet({ connection, settled }: SettledBatch): Promise<void> {
  const { gone, changed } = effectsOf(settled)
  if (fleetState.get().phase === 'empty' || gone.size + changed.size === 0) return
  const { fleetOf } = await import('../fleet/fleet.ts')
  const fleet = fleetOf(connection)
  for (const id of gone) fleet.removed(id)
  for (const device of await fleet.byId([...changed.keys()])) {
    fleet.changed(changed.get(device.id)?.(device) ?? device)
  }
}

async function applyToLists(
  queryClient: QueryClient,
  { settled, isLast }: SettledBatch,
): Promise<void> {
  const changed = settled.filter(mayHaveChanged)
  if (changed.length > 0 && !overdue.has(queryClient)) {
    overdue.set(queryClient, { since: Date.now() })
  }
  const outdated = overdue.get(queryClient)
  if (!outdated) return
  // An answer older than the action must not overwrite what is written here. During a long run some
  // do, because canceling all of them would keep every page from loading.
  if (isLast) await queryClient.cancelQueries({ queryKey: deviceQueries.all })
  if (changed.length > 0) correct(queryClient, changed)
  if (!isLast && Date.now() - outdated.since < rereadEveryMs) return
  if (isLast) overdue.delete(queryClient)
  else outdated.since = Date.now()
  void queryClient.invalidateQueries({ queryKey: deviceQueries.all }).then(acceptLatest)
}

function mayHaveChanged({ outcome: { kind } }: SettledAction): boolean {
  return kind === 'done' || kind === 'already-gone' || kind === 'unknown'
}

/** Effects of actions on devices in memory, by ID. */
interface Effects {
  gone: ReadonlySet<string>
  /** Gives a device as its action left it. */
  changed: ReadonlyMap<string, (device: Device) => Device>
}

/** Derives from outcomes which devices are gone, and how the others changed. */
function effectsOf(settled: readonly SettledAction[]): Effects {
  const gone = new Set<string>()
  const changed = new Map<string, (device: Device) => Device>()
  for (const { action, id, outcome } of settled) {
    const { effect } = deviceActions[action]
    if (isGone(action, outcome)) gone.add(id)
    else if (outcome.kind === 'done' && effect !== 'gone') changed.set(id, effect)
  }
  return { gone, changed }
}

function correct(queryClient: QueryClient, settled: readonly SettledAction[]): void {
  const effects = effectsOf(settled)
  const { gone, changed } = effects
  for (const id of gone) noteRemoved(id)
  deviceSelection.drop(gone)
  deviceSelection.update((device) => corrected(device, effects))

  for (const id of gone) {
    queryClient.removeQueries({ queryKey: deviceQueries.detailKey(id), exact: true })
  }
  for (const id of changed.keys()) {
    queryClient.setQueryData<DeviceDetail>(deviceQueries.detailKey(id), (detail) =>
      detail ? { ...detail, device: corrected(detail.device, effects) } : detail,
    )
  }
  for (const queryKey of [deviceQueries.lists, deviceQueries.searches]) {
    const isSearch = queryKey === deviceQueries.searches
    queryClient.setQueriesData<PageOfDevices>(
      { queryKey },
      (page) => page && correctedPage(page, effects, isSearch),
    )
  }
  acceptLatest()
}

function correctedPage(page: PageOfDevices, effects: Effects, isSearch: boolean): PageOfDevices {
  const rows = page.rows
    .filter(({ id }) => !effects.gone.has(id))
    .map((device) => corrected(device, effects))
  // Without a search, every device counts in the total of every page; with one, only the snapshot
  // knows which devices of other pages match.
  const fewer = isSearch ? page.rows.length - rows.length : effects.gone.size
  const total = page.total === undefined ? undefined : Math.max(0, page.total - fewer)
  return { ...page, rows, total }
}

function corrected(device: Device, { changed }: Effects): Device {
  return changed.get(device.id)?.(device) ?? device
}
