import { getDevice, type DeviceDetail } from '../api/devices.ts'
import type { Session } from '../session/open-session.ts'
import { latest } from './settled.ts'

/** Reads one device as `getDevice` does, with what an action did to it meanwhile. Throws `ApiError`. */
export async function readDevice(
  session: Session,
  id: string,
  signal?: AbortSignal,
): Promise<DeviceDetail> {
  const detail = await getDevice(session.connection, id, signal)
  // A removed one is known to be so by its ID.
  return { ...detail, device: latest(session, detail.device) ?? detail.device }
}
