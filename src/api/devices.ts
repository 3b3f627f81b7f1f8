import { steadyNow } from '../lib/clock.ts'
import { lazyFunction } from '../lib/preload.ts'
import type { Connection } from './connection.ts'
import { parseDevicePage, type DevicePage } from './device-page.ts'
import { parseDevice, type Device } from './device.ts'
import { cutDeep } from '../lib/cut-deep.ts'
import type { ApiErrorKind } from './error-kinds.ts'
import { ApiError } from './errors.ts'
import { spellSort, type ServerSortEntry, type SortFormat } from './sort.ts'

/** Largest page size to request (API.md, "A page of devices"). */
export const mostRowsAPage = 100

export interface ListRequest {
  sort: readonly ServerSortEntry[]
  /** Number of rows, at most `mostRowsAPage`. */
  limit: number
  /** 0-based position of the first row. */
  offset: number
}

const withRightSpelling = lazyFunction(
  async () => (await import('./auto-sort.ts')).withRightSpelling,
)

/** Lists devices. Throws `ApiError`. */
export function listDevices(
  connection: Connection,
  request: ListRequest,
  signal?: AbortSignal,
): Promise<DevicePage> {
  const { format, isGuess } = connection.sortSpelling
  const answer = listSpelled(connection, request, format, signal)
  if (!isGuess || request.sort.length === 0) return answer
  // Handled later, once the code that does so has loaded.
  answer.catch(() => undefined)
  return withRightSpelling(answer, listSpelled, connection, request, signal)
}

async function listSpelled(
  connection: Connection,
  request: ListRequest,
  format: SortFormat,
  signal?: AbortSignal,
): Promise<DevicePage> {
  const { host } = connection
  const query = new URLSearchParams()
  for (const entry of request.sort) query.append('sort', spellSort(entry, format))
  query.set('limit', String(request.limit))
  query.set('offset', String(request.offset))
  const path = `/tenants/devices?${query}`
  const readAt = steadyNow()
  const answer = await connection.read(path, signal).catch(asWrongAddress)
  const page = parseDevicePage(answer, request, readAt)
  if (!page) throw wrongContent('unreadable', host, path)
  return page
}

/** The error of a JSON response that isn't what was requested. */
function wrongContent(kind: ApiErrorKind, host: string, path: string): ApiError {
  return new ApiError(kind, { status: 200, host, request: { at: Date.now(), method: 'GET', path } })
}

/** Treats a 404 as a wrong address: a list always exists in the right API. */
function asWrongAddress(error: unknown): never {
  if (error instanceof ApiError && error.kind === 'not-found') {
    throw new ApiError('wrong-address', error)
  }
  throw error
}

/** A device with the JSON it was read from, cut below 500 levels. */
export interface DeviceDetail {
  device: Device
  raw: unknown
}

/** Reads one device. Throws `ApiError`, of kind `not-found` when it is gone. */
export async function getDevice(
  connection: Connection,
  id: string,
  signal?: AbortSignal,
): Promise<DeviceDetail> {
  const path = devicePath(id)
  const readAt = steadyNow()
  const raw = cutDeep(await connection.read(path, signal))
  const device = parseDevice(raw, readAt)
  if (device?.id !== id) {
    throw wrongContent(device ? 'other-device' : 'unreadable', connection.host, path)
  }
  return { device, raw }
}

/** Removes one device; the request is sent once. Throws `ApiError`, of kind `not-found` when it was gone before. */
export function removeDevice(connection: Connection, id: string): Promise<void> {
  return connection.change('DELETE', devicePath(id))
}

/** Deactivates one device; the request is sent once. Throws `ApiError`. */
export function deactivateDevice(connection: Connection, id: string): Promise<void> {
  return connection.change('POST', `${devicePath(id)}/deactivate`)
}

function devicePath(id: string): string {
  return `/tenants/devices/${encodeURIComponent(id)}`
}
