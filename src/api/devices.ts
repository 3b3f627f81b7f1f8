import { steadyNow } from '../lib/clock.ts'
import { limitJson } from '../lib/limit-json.ts'
import { messagesIn, type Answer } from './answer.ts'
import type { Connection } from './connection.ts'
import { deviceChanges, devicesPath, type DeviceChange } from './device-calls.ts'
import { parseDevice, type Device } from './device.ts'
import { ApiError, wrongContent } from './errors.ts'

/** A device with the JSON it was read from. */
export interface DeviceDetail {
  device: Device
  /** As it came; up to the limits of `limitJson` where it is longer than 4 million characters. */
  body: string
}

const maxBodyLength = 4_000_000

/** Reads one device. Throws `ApiError`, of kind `not-found` when it is gone. */
export async function getDevice(
  connection: Connection,
  id: string,
  signal?: AbortSignal,
): Promise<DeviceDetail> {
  const path = devicePath(id)
  const readAt = steadyNow()
  const { json, body } = await connection.readWhole(path, signal)
  const device = parseDevice(json, readAt)
  if (device?.id !== id) {
    const kind = device ? 'other-device' : 'intercepted'
    throw wrongContent(kind, connection.host, path, messagesIn(json))
  }
  return { device, body: body.length > maxBodyLength ? JSON.stringify(limitJson(json)) : body }
}

/** An answer to a change that doesn't say no. */
export interface ChangeAnswer extends Pick<Answer, 'status' | 'isEmpty'> {
  device: Device | undefined
  /** Told where the answer proves nothing. */
  unconfirmed: ApiError
}

/** Changes one device, sent once. Throws `ApiError`, of kind `not-found` when it was gone. */
export async function changeDevice(
  connection: Connection,
  change: DeviceChange,
  id: string,
): Promise<ChangeAnswer> {
  const { method, path } = deviceChanges[change]
  const { status, isEmpty, json } = await connection.change(method, devicePath(id) + path)
  const unconfirmed = new ApiError('unconfirmed', {
    status,
    host: connection.host,
    serverMessages: messagesIn(json),
  })
  return { status, isEmpty, device: parseDevice(json, steadyNow()), unconfirmed }
}

function devicePath(id: string): string {
  return `${devicesPath}/${encodeURIComponent(id)}`
}
