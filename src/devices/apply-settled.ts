import { steadyNow } from '../lib/clock.ts'
import { deviceActions } from '../actions/definitions.ts'
import { isGone, type SettledAction, type SettledBatch } from '../actions/run/outcome.ts'
import type { PageOfDevices } from './device-list.ts'
import type { DeviceDetail } from '../api/devices.ts'
import { loadFleet } from '../fleet/load-fleet.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { deviceNow, noteSettled, type Effect } from '../fleet/settled.ts'
import { deviceSelection } from './device-selection.ts'
import { withLatest } from '../list/source/list-query.ts'
import { devicePages, deviceQueries } from './queries.ts'
import { sessionPart, type Session } from '../session/open-session.ts'

/** Time (ms) between refreshes in a long run, whose requests they would be most of otherwise. */
const rereadEveryMs = 5_000

/** Since when the lists are out of date (ms since epoch). */
const overdue = sessionPart((): { since: number | undefined } => ({ since: undefined }))

/** Applies outcomes to the devices in memory, then refreshes lists: at the end, and every 5 s. */
export async function applySettled(session: Session, batch: SettledBatch): Promise<void> {
  const effects = effectsOf(batch.settled)
  // From now on, no answer that was requested before shows these devices as they were.
  for (const [id, effect] of effects) noteSettled(session, id, effect)
  try {
    // First, because a refreshed search is read from the snapshot.
    await applyToFleet(session, effects)
  } finally {
    await applyToLists(session, batch, effects)
  }
}

async function applyToFleet(session: Session, effects: Effects): Promise<void> {
  if (fleetState(session).get().phase === 'empty' || effects.size === 0) return
  const fleet = await loadFleet(session)
  for (const device of await fleet.ask('byId', [[...effects.keys()]])) {
    const now = deviceNow(session, device)
    if (now) fleet.changed(now)
    else fleet.removed(device.id)
  }
}

async function applyToLists(
  session: Session,
  { settled, isLast }: SettledBatch,
  effects: Effects,
): Promise<void> {
  const { queryClient } = session
  const outdated = overdue(session)
  if (settled.some(mayHaveChanged)) outdated.since ??= steadyNow()
  if (outdated.since === undefined) return
  // Their counts are out of date. During a long run, this would keep every page from loading.
  if (isLast) await queryClient.cancelQueries({ queryKey: deviceQueries.all })
  if (effects.size > 0) correct(session, effects)
  if (!isLast && steadyNow() - outdated.since < rereadEveryMs) return
  outdated.since = isLast ? undefined : steadyNow()
  void queryClient.invalidateQueries({ queryKey: deviceQueries.all })
}

function mayHaveChanged({ outcome: { kind } }: SettledAction): boolean {
  return kind === 'done' || kind === 'already-gone' || kind === 'unknown'
}

type Effects = ReadonlyMap<string, Effect>

function effectsOf(settled: readonly SettledAction[]): Effects {
  const effects = new Map<string, Effect>()
  for (const { action, id, outcome } of settled) {
    if (isGone(action, outcome)) effects.set(id, 'gone')
    else if (outcome.kind === 'done') effects.set(id, deviceActions[action].leadsTo)
  }
  return effects
}

function correct(session: Session, effects: Effects): void {
  const { queryClient } = session
  const selection = deviceSelection(session)
  const gone = [...effects.keys()].filter((id) => effects.get(id) === 'gone')
  selection.drop(new Set(gone))
  selection.update((device) => deviceNow(session, device) ?? device)
  for (const id of gone) {
    queryClient.removeQueries({ queryKey: deviceQueries.detailKey(id), exact: true })
  }
  for (const id of effects.keys()) {
    queryClient.setQueryData<DeviceDetail>(deviceQueries.detailKey(id), (detail) => {
      const device = detail && deviceNow(session, detail.device)
      return device && { ...detail, device }
    })
  }
  queryClient.setQueriesData<PageOfDevices>(
    { queryKey: deviceQueries.pages },
    (page) => page && withLatest(session, devicePages.source, page),
  )
}
