import type { Device } from '../api/device.ts'
import { steadyNow } from '../lib/clock.ts'
import { endWithSession } from '../lib/session-store.ts'

/** A server may list a device for a moment after its removal; later answers (ms) are believed. */
const rememberedMs = 60_000

/** What an action did to a device: it's gone, or is as the function gives it. */
export type Effect = 'gone' | ((device: Device) => Device)

/** Effects of actions by device ID, and when they were known (steady ms). */
const settled = new Map<string, { at: number; effect: Effect }>()
endWithSession(() => settled.clear())

/** Records what an action did to a device, so that no answer requested before shows it as it was. */
export function noteSettled(id: string, effect: Effect): void {
  settled.set(id, { at: steadyNow(), effect })
}

/**
 * Gives a device as it is known to be: as the answer has it, or changed by an action since that was
 * requested; `undefined` when an action removed it. Every answer goes through this before it is shown.
 */
export function latest(device: Device): Device | undefined {
  const known = settled.get(device.id)
  if (!known) return device
  const age = device.readAt - known.at
  if (known.effect === 'gone') return age < rememberedMs ? undefined : device
  return age < 0 ? known.effect(device) : device
}

/** True for a minute after the device was found to be gone. */
export function recentlyRemoved(id: string): boolean {
  const known = settled.get(id)
  return known?.effect === 'gone' && steadyNow() - known.at < rememberedMs
}
