import type { QueryClient } from '@tanstack/react-query'
import { isGone, type SettledAction, type SettledBatch } from '../actions/outcome.ts'
import type { Device } from '../api/device.ts'
import type { PageOfDevices } from './read-page.ts'
import type { DeviceDetail } from '../api/devices.ts'
import { noteRemoved } from '../fleet/removed.ts'
import { deviceSelection } from './device-selection.ts'
import { acceptLatest } from '../list/steady-rows.ts'
import { deviceQueries } from './queries.ts'

/** A long run makes every list wrong; re-reading them for each device would be most of its requests. */
const rereadEveryMs = 5_000

/** Which lists a run has made wrong since they were last re-read (ms since epoch). */
const overdue = new WeakMap<QueryClient, { since: number }>()

/**
 * Makes every copy in memory agree with what actions did, then re-reads the lists in
 * the background: at the end of a run, and every 5 s of a long one. Resolves when the
 * copies are right.
 */
export async function applySettled(
  queryClient: QueryClient,
  { settled, isLast }: SettledBatch,
): Promise<void> {
  const changed = settled.filter(mayHaveChanged)
  if (changed.length > 0 && !overdue.has(queryClient)) {
    overdue.set(queryClient, { since: Date.now() })
  }
  const wrong = overdue.get(queryClient)
  if (!wrong) return
  // An answer that left before an action must not overwrite what is written here. In the
  // middle of a long run some do: cancelling each of them would keep every page from loading.
  if (isLast) await queryClient.cancelQueries({ queryKey: deviceQueries.all })
  if (changed.length > 0) correct(queryClient, changed)
  if (!isLast && Date.now() - wrong.since < rereadEveryMs) return
  if (isLast) overdue.delete(queryClient)
  else wrong.since = Date.now()
  void queryClient.invalidateQueries({ queryKey: deviceQueries.all }).then(acceptLatest)
}

function mayHaveChanged({ outcome: { kind } }: SettledAction): boolean {
  return kind === 'done' || kind === 'already-gone' || kind === 'unknown'
}

/** Ids of the devices that actions took away, and of those they turned off. */
export function effectsOf(settled: readonly SettledAction[]): {
  gone: ReadonlySet<string>
  off: ReadonlySet<string>
} {
  const gone = new Set<string>()
  const off = new Set<string>()
  for (const { action, id, outcome } of settled) {
    if (isGone(action, outcome)) gone.add(id)
    else if (outcome.kind === 'done') off.add(id)
  }
  return { gone, off }
}

function correct(queryClient: QueryClient, changed: readonly SettledAction[]): void {
  const { gone, off } = effectsOf(changed)
  for (const id of gone) noteRemoved(id)
  deviceSelection.drop(gone)
  deviceSelection.update((device) => (off.has(device.id) ? deactivated(device) : device))

  for (const id of gone) {
    queryClient.removeQueries({ queryKey: deviceQueries.detailKey(id), exact: true })
  }
  for (const id of off) {
    queryClient.setQueryData<DeviceDetail>(deviceQueries.detailKey(id), (detail) =>
      detail ? { ...detail, device: deactivated(detail.device) } : detail,
    )
  }
  for (const [key, page] of queryClient.getQueriesData<PageOfDevices>({
    queryKey: deviceQueries.lists,
  })) {
    // Whether a device that is on another page matched the search is for the copy of the fleet to say.
    const isSearch = deviceQueries.paramsIn(key).q !== ''
    if (page) queryClient.setQueryData(key, corrected(page, gone, off, isSearch))
  }
  acceptLatest()
}

function corrected(
  page: PageOfDevices,
  gone: ReadonlySet<string>,
  off: ReadonlySet<string>,
  isSearch: boolean,
): PageOfDevices {
  const rows = page.rows
    .filter(({ id }) => !gone.has(id))
    .map((device) => (off.has(device.id) ? deactivated(device) : device))
  // The devices are gone from the whole list, so every page's total is too high by all of them.
  const fewer = isSearch ? page.rows.length - rows.length : gone.size
  const total = page.total === undefined ? undefined : Math.max(0, page.total - fewer)
  return { ...page, rows, total }
}

/** A device as a deactivation leaves it (API.md, "What the two actions mean"). */
export function deactivated(device: Device): Device {
  return { ...device, status: 'Deactivated', active: false }
}
