import { parseDevice, type Device } from '../../src/api/device.ts'
import { parsePageAnswer } from '../../src/api/page-answer.ts'
import { parseSort, type SortFormat } from '../../src/api/sort.ts'
import { deviceSource, type DevicePage } from '../../src/device/device-source.ts'
import {
  fields,
  serverSortFields,
  type SortEntry,
  type ServerSortEntry,
  type ServerSortField,
} from '../../src/device/fields.ts'
import { deviceList } from '../../src/devices/device-list.ts'
import { listRows } from '../../src/list/source/list-rows.ts'
import type { ListRequest } from '../../src/list/source/list-source.ts'
import { readPage, type NumberedPage } from '../../src/list/source/read-page.ts'
import * as sortCheck from '../../src/list/source/sort-check.ts'
import type { Session } from '../../src/session/open-session.ts'

// The list of devices, by what any list is read with.

export type DeviceRequest = ListRequest<ServerSortField>

export function listDevices(
  session: Session,
  request: DeviceRequest,
  signal?: AbortSignal,
): Promise<DevicePage> {
  return listRows(session, deviceSource, request, signal)
}

export function readDevicePage(
  session: Session,
  asked: NumberedPage<ServerSortField>,
): Promise<DevicePage> {
  return readPage(session, deviceSource, asked)
}

/** What the server is asked for by an address of the list. */
export function serverParams(search: string): NumberedPage<ServerSortField> {
  const { sort, page, size } = deviceList.parse(search)
  const isKnown = (key: SortEntry): key is ServerSortEntry => fields[key.field].kind !== 'object'
  return { sort: sort.filter(isKnown), page, size }
}

export function parseDevicePage(
  value: unknown,
  asked: { offset: number; limit: number },
  readAt = 0,
): DevicePage | undefined {
  return parsePageAnswer(value, asked, (row) => parseDevice(row, readAt))
}

export function isPlainlyUnsorted(
  devices: readonly Device[],
  sort: readonly ServerSortEntry[],
): boolean {
  return sortCheck.isPlainlyUnsorted(devices, sort, deviceSource)
}

/** A key of an order as a request spells it, of a field that the API is asked to sort by. */
export function parseServerSort(
  serialized: string,
  format: SortFormat,
): ServerSortEntry | undefined {
  return parseSort(serialized, format, serverSortFields)
}
