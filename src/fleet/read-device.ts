import type { Connection } from '../api/connection.ts'
import { getDevice, type DeviceDetail } from '../api/devices.ts'
import { latest } from './settled.ts'

/** Reads one device as `getDevice` does, with what an action did to it meanwhile. Throws `ApiError`. */
export async function readDevice(
  connection: Connection,
  id: string,
  signal?: AbortSignal,
): Promise<DeviceDetail> {
  const detail = await getDevice(connection, id, signal)
  // A removed one is known to be so by its ID.
  return { ...detail, device: latest(detail.device) ?? detail.device }
}
