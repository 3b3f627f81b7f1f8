import type { Connection } from '../api/connection.ts'
import type { Device } from '../api/device.ts'
import { getDevice, mostRowsAPage } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { mapConcurrent } from '../lib/concurrency.ts'
import { isStale } from './changes.ts'

/** Requests at once. */
const concurrency = 4
/** Fewer devices than this are read one by one, whatever the fleet's size. */
const fewDevices = 10

/** Devices as they are now, in the order given, without those that are gone. */
export interface FreshDevices {
  devices: Device[]
  /** IDs that the API does not find any more. */
  gone: ReadonlySet<string>
}

interface ReadFreshOptions {
  signal?: AbortSignal
  /** Called with the number of devices that are fresh. */
  onProgress?: (count: number) => void
}

/**
 * Reads again what was read more than a minute ago: one by one, or with the whole fleet where that
 * takes fewer requests. Rejects with the first failure; nothing may be done on the rest.
 */
export async function readFresh(
  connection: Connection,
  devices: readonly Device[],
  { signal, onProgress }: ReadFreshOptions = {},
): Promise<FreshDevices> {
  const latest = new Map<string, Device>()
  const gone = new Set<string>()
  for (const device of devices) if (!isStale(device)) latest.set(device.id, device)
  const stale = devices.filter(({ id }) => !latest.has(id))
  onProgress?.(latest.size)

  if (isFleetCheaper(stale.length)) {
    for (const device of await fromFleet(connection, stale)) latest.set(device.id, device)
    signal?.throwIfAborted()
    onProgress?.(latest.size)
  }
  // What the fleet does not hold may be gone, or have slipped through: the API itself is asked.
  const open = stale.filter(({ id }) => !latest.has(id))
  // After a failure, progress would look like going on.
  const failed = new AbortController()
  const unwanted = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
  await mapConcurrent(open, concurrency, async ({ id }) => {
    try {
      latest.set(id, (await getDevice(connection, id, unwanted)).device)
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
      // A single device may lack what its row had, and the other way round (API.md).
      return now ? [{ ...device, ...now }] : []
    }),
    gone,
  }
}

function isFleetCheaper(count: number): boolean {
  const { phase, held, paused } = fleetState.get()
  const isRead = phase === 'complete' || phase === 'incomplete'
  // Pages overlap a little, and a fleet that moves is read twice.
  return isRead && !paused && count > fewDevices && (held / mostRowsAPage) * 2 < count
}

async function fromFleet(connection: Connection, devices: readonly Device[]): Promise<Device[]> {
  const { fleetOf } = await import('../fleet/fleet.ts')
  const fleet = fleetOf(connection)
  try {
    await fleet.whole()
    const found = await fleet.byId(devices.map(({ id }) => id))
    return found.filter((device) => !isStale(device))
  } catch {
    // Each is read by itself then, and says what is wrong.
    return []
  }
}
