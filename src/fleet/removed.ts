import type { Device } from '../api/device.ts'
import { steadyNow } from '../lib/clock.ts'
import { endWithSession } from '../lib/session-store.ts'

/** A server may list a device for a moment after its removal; later answers (ms) are believed. */
const rememberedMs = 60_000

/** When devices were found to be gone, by ID, on the steady clock. */
const removedAt = new Map<string, number>()
endWithSession(() => removedAt.clear())

/** Records that a device is gone, so that no late answer brings its row back. */
export function noteRemoved(id: string): void {
  removedAt.set(id, steadyNow())
}

/** True for a minute after the device was found to be gone. */
export function recentlyRemoved(id: string): boolean {
  return isRemoved({ id, readAt: steadyNow() })
}

/** True for data read before, or within a minute after, the device was found to be gone. */
export function isRemoved({ id, readAt }: Pick<Device, 'id' | 'readAt'>): boolean {
  const time = removedAt.get(id)
  return time !== undefined && readAt - time < rememberedMs
}
