import { apiHost, apiSettings, change, read } from './client.ts'
import { parseDevice, parseDevicePage, type Device, type DevicePage } from './device.ts'
import { cutDeep } from '../lib/cut-deep.ts'
import { ApiError } from './errors.ts'
import { spellSort, type SortEntry } from './sort.ts'

/** The server is never asked for more rows than this (API.md, "A page of devices"). */
export const mostRowsAPage = 100

export interface ListRequest {
  sort: readonly SortEntry[]
  /** Rows wanted, at most `mostRowsAPage`. */
  limit: number
  /** 0-based position of the first row wanted. */
  offset: number
}

/** Lists devices. Throws `ApiError`. */
export async function listDevices(request: ListRequest, signal?: AbortSignal): Promise<DevicePage> {
  const { sortFormat } = apiSettings()
  const query = new URLSearchParams()
  for (const entry of request.sort) query.append('sort', spellSort(entry, sortFormat))
  query.set('limit', String(request.limit))
  query.set('offset', String(request.offset))
  const answer = await read(`/tenants/devices?${query}`, signal).catch(asWrongAddress)
  const page = parseDevicePage(answer, request)
  if (!page) throw new ApiError('unreadable', { status: 200, host: apiHost() })
  return page
}

/** A list cannot be gone: a 404 in the API's own words means that another API answers. */
function asWrongAddress(error: unknown): never {
  if (error instanceof ApiError && error.kind === 'not-found') {
    const { host, serverMessages } = error
    throw new ApiError('wrong-address', { status: 404, host, serverMessages })
  }
  throw error
}

/** A device with the answer it was read from, as it came but for what is nested deeper than 500 levels. */
export interface DeviceDetail {
  device: Device
  raw: unknown
}

/** Reads one device. Throws `ApiError`, of kind `not-found` when it is gone. */
export async function getDevice(id: string, signal?: AbortSignal): Promise<DeviceDetail> {
  const raw = cutDeep(await read(devicePath(id), signal))
  const device = parseDevice(raw)
  if (device?.id !== id) {
    throw new ApiError(device ? 'other-device' : 'unreadable', { status: 200, host: apiHost() })
  }
  return { device, raw }
}

/** Removes one device, once. Throws `ApiError`, of kind `not-found` when it was gone before. */
export function removeDevice(id: string): Promise<void> {
  return change('DELETE', devicePath(id))
}

/** Deactivates one device, once. Throws `ApiError`. */
export function deactivateDevice(id: string): Promise<void> {
  return change('POST', `${devicePath(id)}/deactivate`)
}

function devicePath(id: string): string {
  return `/tenants/devices/${encodeURIComponent(id)}`
}
