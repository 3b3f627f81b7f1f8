import type { Device } from '../api/device.ts'
import { steadyNow } from '../lib/clock.ts'
import { endWithSession } from '../lib/session-store.ts'

/** A server may still list for a moment what it just removed; what it says later than this (ms) is believed. */
const rememberedMs = 60_000

/** When this console saw devices gone, by id, on the steady clock. */
const removedAt = new Map<string, number>()
endWithSession(() => removedAt.clear())

/** Remembers that a device was removed, so that no late answer brings its row back. */
export function noteRemoved(id: string): void {
  removedAt.set(id, steadyNow())
}

/** True for a minute after this console saw the device gone. */
export function recentlyRemoved(id: string): boolean {
  return isRemoved({ id, readAt: steadyNow() })
}

/** True for what was read of a device before, or within a minute after, this console saw it gone. */
export function isRemoved({ id, readAt }: Pick<Device, 'id' | 'readAt'>): boolean {
  const time = removedAt.get(id)
  return time !== undefined && readAt - time < rememberedMs
}
