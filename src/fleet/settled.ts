import type { Device } from '../api/device.ts'
import { getDevice, type DeviceDetail } from '../api/devices.ts'
import { withStatus, type Status } from '../device/statuses.ts'
import { steadyNow } from '../lib/clock.ts'
import { sessionPart, type Session } from '../session/open-session.ts'

/** A server may list a device for a moment after its removal; later answers (ms) are believed. */
const rememberedMs = 60_000

/** The effect of an action on a device: it's gone, or has a status. */
export type Effect = 'gone' | Status

/** Effects of actions by device ID, and when they were known (steady ms). */
const settled = sessionPart(() => new Map<string, { at: number; effect: Effect }>())

/** Records what an action did to a device, so that no answer requested before shows it as it was. */
export function noteSettled(session: Session, id: string, effect: Effect): void {
  settled(session).set(id, { at: steadyNow(), effect })
}

/** A device as later actions left it; `undefined` when removed. Every answer goes through it. */
export function deviceNow(session: Session, device: Device): Device | undefined {
  const known = settled(session).get(device.id)
  if (!known) return device
  const age = device.readAt - known.at
  if (known.effect === 'gone') return age < rememberedMs ? undefined : device
  return age < 0 ? withStatus(device, known.effect) : device
}

/** True for a minute after the device was found to be gone. */
export function recentlyRemoved(session: Session, id: string): boolean {
  const known = settled(session).get(id)
  return known?.effect === 'gone' && steadyNow() - known.at < rememberedMs
}

/** Reads one device as `getDevice` does, with what an action did to it meanwhile. Throws `ApiError`. */
export async function readDevice(
  session: Session,
  id: string,
  signal?: AbortSignal,
): Promise<DeviceDetail> {
  const detail = await getDevice(session.connection, id, signal)
  // A removed one is known to be so by its ID.
  return { ...detail, device: deviceNow(session, detail.device) ?? detail.device }
}
