import type { QueryClient } from '@tanstack/react-query'
import { deviceActions } from '../actions/definitions.ts'
import { isGone, type SettledAction, type SettledBatch } from '../actions/run/outcome.ts'
import type { Connection } from '../api/connection.ts'
import type { PageOfDevices } from './device-list.ts'
import type { DeviceDetail } from '../api/devices.ts'
import { loadFleet } from '../fleet/load-fleet.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { latest, noteSettled, type Effect } from '../fleet/settled.ts'
import { deviceSelection } from './device-selection.ts'
import { acceptLatest } from '../list/steady-rows.ts'
import { deviceQueries } from './queries.ts'
import { withLatest } from './with-latest.ts'

/** Time (ms) between refreshes of the lists during a long run; after each device, they would be most of its requests. */
const rereadEveryMs = 5_000

/** Query clients whose lists are out of date, and since when (ms since epoch). */
const overdue = new WeakMap<QueryClient, { since: number }>()

/**
 * Applies outcomes to the devices in memory, then refreshes the lists in the background: at the end
 * of a run, and every 5 s during a long one. Resolves when the devices in memory are right.
 */
export async function applySettled(queryClient: QueryClient, batch: SettledBatch): Promise<void> {
  const effects = effectsOf(batch.settled)
  // From now on, no answer that was requested before shows these devices as they were.
  for (const [id, effect] of effects) noteSettled(id, effect)
  try {
    // First, because a refreshed search is read from the snapshot.
    await applyToFleet(batch.connection, effects)
  } finally {
    await applyToLists(queryClient, batch, effects)
  }
}

/** Applies effects to the fleet snapshot, if there is one. */
async function applyToFleet(connection: Connection, effects: Effects): Promise<void> {
  if (fleetState.get().phase === 'empty' || effects.size === 0) return
  const fleet = await loadFleet(connection)
  for (const device of await fleet.byId([...effects.keys()])) {
    const now = latest(device)
    if (now) fleet.changed(now)
    else fleet.removed(device.id)
  }
}

async function applyToLists(
  queryClient: QueryClient,
  { settled, isLast }: SettledBatch,
  effects: Effects,
): Promise<void> {
  if (settled.some(mayHaveChanged) && !overdue.has(queryClient)) {
    overdue.set(queryClient, { since: Date.now() })
  }
  const outdated = overdue.get(queryClient)
  if (!outdated) return
  // Their counts are out of date. During a long run, this would keep every page from loading.
  if (isLast) await queryClient.cancelQueries({ queryKey: deviceQueries.all })
  if (effects.size > 0) correct(queryClient, effects)
  if (!isLast && Date.now() - outdated.since < rereadEveryMs) return
  if (isLast) overdue.delete(queryClient)
  else outdated.since = Date.now()
  void queryClient.invalidateQueries({ queryKey: deviceQueries.all }).then(acceptLatest)
}

function mayHaveChanged({ outcome: { kind } }: SettledAction): boolean {
  return kind === 'done' || kind === 'already-gone' || kind === 'unknown'
}

/** Effects of actions on devices, by ID. */
type Effects = ReadonlyMap<string, Effect>

function effectsOf(settled: readonly SettledAction[]): Effects {
  const effects = new Map<string, Effect>()
  for (const { action, id, outcome } of settled) {
    if (isGone(action, outcome)) effects.set(id, 'gone')
    else if (outcome.kind === 'done') effects.set(id, deviceActions[action].effect)
  }
  return effects
}

/** Shows in everything in memory what actions did to its devices. */
function correct(queryClient: QueryClient, effects: Effects): void {
  const gone = [...effects.keys()].filter((id) => effects.get(id) === 'gone')
  deviceSelection.drop(new Set(gone))
  deviceSelection.update((device) => latest(device) ?? device)
  for (const id of gone) {
    queryClient.removeQueries({ queryKey: deviceQueries.detailKey(id), exact: true })
  }
  for (const id of effects.keys()) {
    queryClient.setQueryData<DeviceDetail>(deviceQueries.detailKey(id), (detail) => {
      const device = detail && latest(detail.device)
      return device && { ...detail, device }
    })
  }
  queryClient.setQueriesData<PageOfDevices>(
    { queryKey: deviceQueries.pages },
    (page) => page && withLatest(page),
  )
  acceptLatest()
}
