import { steadyNow } from '../lib/clock.ts'
import { createChunk } from '../lib/chunk.ts'
import { messagesIn, type Answer } from './answer.ts'
import type { Connection } from './connection.ts'
import { parseDevicePage, type DevicePage } from './device-page.ts'
import { parseDevice, type Device } from './device.ts'
import { limitJson } from '../lib/limit-json.ts'
import type { ApiErrorKind } from './error-kinds.ts'
import { ApiError, isBadRequest } from './errors.ts'
import { serializeSort, type ServerSortEntry, type SortFormat } from './sort.ts'

export interface ListRequest {
  sort: readonly ServerSortEntry[]
  /** Number of rows, at most `maxPageSize`. */
  limit: number
  /** 0-based position of the first row. */
  offset: number
}

/** Sends one list request with the sort in one spelling. Throws `ApiError`. */
export type ListOnce = (
  request: ListRequest,
  format: SortFormat,
  signal?: AbortSignal,
) => Promise<DevicePage>

export const settleListChunk = createChunk('list', () => import('./settle-list.ts'))

/**
 * Lists devices, with fewer rows than asked for or another spelling of the sort where the API demands
 * that. Throws `ApiError`.
 */
export async function listDevices(
  connection: Connection,
  asked: ListRequest,
  signal?: AbortSignal,
): Promise<DevicePage> {
  const { format, isGuess } = connection.sortSpelling
  const request = { ...asked, limit: Math.min(asked.limit, connection.limits.max) }
  const list: ListOnce = (...args) => listOnce(connection, ...args)
  const answer = list(request, format, signal)
  const settle = async () => {
    // Without it, the answer is shown as it is.
    const module = await settleListChunk.load().catch(() => undefined)
    return module ? module.settleList(answer, list, connection, request, signal) : answer
  }
  return answer.then(
    (page) => (isGuess && request.sort.length > 0 ? settle() : page),
    (error: unknown) => {
      if (isBadRequest(error)) return settle()
      throw error
    },
  )
}

async function listOnce(
  connection: Connection,
  request: ListRequest,
  format: SortFormat,
  signal?: AbortSignal,
): Promise<DevicePage> {
  const { host, limits } = connection
  const query = new URLSearchParams()
  for (const entry of request.sort) query.append('sort', serializeSort(entry, format))
  query.set('limit', String(request.limit))
  query.set('offset', String(request.offset))
  const path = `/tenants/devices?${query}`
  const readAt = steadyNow()
  const answer = await connection.read(path, signal).catch(asWrongAddress)
  const page = parseDevicePage(answer, request, readAt)
  if (!page) throw wrongContent('intercepted', host, path, answer)
  limits.accepted = Math.max(limits.accepted, request.limit)
  return page
}

/** The error of a JSON response that isn't what was requested. */
function wrongContent(kind: ApiErrorKind, host: string, path: string, json: unknown): ApiError {
  return new ApiError(kind, {
    status: 200,
    host,
    serverMessages: messagesIn(json),
    request: { at: Date.now(), method: 'GET', path },
  })
}

/** Treats a 404 as a wrong address: a list always exists in the right API. */
function asWrongAddress(error: unknown): never {
  if (error instanceof ApiError && error.kind === 'not-found') {
    throw new ApiError('wrong-address', error)
  }
  throw error
}

/** A device with the JSON it was read from, up to the limits of `limitJson`. */
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
  const answer = await connection.read(path, signal)
  const device = parseDevice(answer, readAt)
  if (device?.id !== id) {
    throw wrongContent(device ? 'other-device' : 'intercepted', connection.host, path, answer)
  }
  return { device, raw: limitJson(answer) }
}

/** An answer to a change that doesn't say no. */
export interface ChangeAnswer extends Pick<Answer, 'status' | 'isEmpty'> {
  /** The device in the answer, if there is one. */
  device: Device | undefined
}

/** Removes one device; the request is sent once. Throws `ApiError`, of kind `not-found` when it was gone before. */
export function removeDevice(connection: Connection, id: string): Promise<ChangeAnswer> {
  return change(connection, 'DELETE', devicePath(id))
}

/** Deactivates one device; the request is sent once. Throws `ApiError`. */
export function deactivateDevice(connection: Connection, id: string): Promise<ChangeAnswer> {
  return change(connection, 'POST', `${devicePath(id)}/deactivate`)
}

async function change(
  connection: Connection,
  method: 'POST' | 'DELETE',
  path: string,
): Promise<ChangeAnswer> {
  const { status, isEmpty, json } = await connection.change(method, path)
  return { status, isEmpty, device: parseDevice(json, steadyNow()) }
}

function devicePath(id: string): string {
  return `/tenants/devices/${encodeURIComponent(id)}`
}
