import { maxPageSize } from '../../api/page-answer.ts'
import type { Device } from '../../api/device.ts'
import { ApiError } from '../../api/errors.ts'
import { fleetState, isLoaded } from '../../fleet/fleet-state.ts'
import { loadFleet } from '../../fleet/load-fleet.ts'
import { readDevice } from '../../fleet/settled.ts'
import { createPool } from '../../lib/concurrency.ts'
import type { Session } from '../../session/open-session.ts'
import { isStale } from '../run/changes.ts'

const concurrency = 4
/** Up to this many devices are read one by one, whatever the fleet's size. */
const fewDevices = 10

export interface FreshDevices {
  devices: Device[]
  /** IDs that the API no longer finds. */
  gone: ReadonlySet<string>
}

/** Reads devices older than a minute again, or the whole fleet if cheaper. Rejects with the first failure. */
export async function readFresh(
  session: Session,
  devices: readonly Device[],
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (count: number) => void } = {},
): Promise<FreshDevices> {
  const latest = new Map<string, Device>()
  const gone = new Set<string>()
  for (const device of devices) if (!isStale(device)) latest.set(device.id, device)
  const stale = devices.filter(({ id }) => !latest.has(id))
  onProgress?.(latest.size)

  if (isFleetCheaper(session, stale.length)) {
    for (const device of await fromFleet(session, stale)) latest.set(device.id, device)
    signal?.throwIfAborted()
    onProgress?.(latest.size)
  }
  // Devices missing in the snapshot may be gone or were missed, so they are read one by one.
  const open = stale.filter(({ id }) => !latest.has(id))
  // Stops the progress after a failure.
  const failed = new AbortController()
  const unwanted = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
  await createPool(concurrency).each(open, async ({ id }) => {
    try {
      latest.set(id, (await readDevice(session, id, unwanted)).device)
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'not-found')) {
        failed.abort()
        throw error
      }
      gone.add(id)
    }
    onProgress?.(latest.size + gone.size)
  })
  return {
    devices: devices.flatMap((device) => {
      const now = latest.get(device.id)
      // A single device may lack fields of its row, and the other way round.
      return now ? [{ ...device, ...now }] : []
    }),
    gone,
  }
}

function isFleetCheaper(session: Session, count: number): boolean {
  const state = fleetState(session).get()
  const { held, paused } = state
  // Pages overlap a little, and a fleet that changes meanwhile is read twice.
  return isLoaded(state) && !paused && count > fewDevices && (held / maxPageSize) * 2 < count
}

async function fromFleet(session: Session, devices: readonly Device[]): Promise<Device[]> {
  try {
    const fleet = await loadFleet(session)
    await fleet.ensureFresh()
    const found = await fleet.ask('byId', [devices.map(({ id }) => id)])
    return found.filter((device) => !isStale(device))
  } catch {
    // Reading the devices one by one then shows the error.
    return []
  }
}
