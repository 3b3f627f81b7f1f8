import type { Device } from '../api/device.ts'
import { fullName } from '../device/owner.ts'
import { postureVerdict } from '../device/posture.ts'
import { byteOrderMark, csvRow } from '../lib/csv.ts'
import type { ExportFormat, ExportRequest } from './requests.ts'
import type { FleetIndex } from './fleet-index.ts'

/** What the page knows of the copy, for the header of the file. */
export interface ExportFacts {
  /** ms since epoch. */
  now: number
  /** When the oldest of the devices was read at the latest, ms since epoch. */
  readAt: number
  /** At most so many devices of the fleet are missing from the copy; `undefined` when nobody can tell. */
  missing: number | undefined
}

/** Rows that become one piece of the file, so that no text grows to the size of the whole. */
const rowsAPiece = 1_000

export interface ExportedFile {
  file: Blob
  /** Ids asked for that the copy does not hold: a file must not be short without a word. */
  notFound: readonly string[]
}

/** Writes the file from the snapshot. */
export function makeExport(
  request: ExportRequest,
  facts: ExportFacts,
  index: FleetIndex,
): ExportedFile {
  return makeFile(request, facts, devicesIn(request, facts.now, index))
}

/** Writes devices to a file: CSV for a spreadsheet, or JSON with everything the API said and what it rests on. */
export function makeFile(
  request: ExportRequest,
  facts: ExportFacts,
  devices: readonly Device[],
): ExportedFile {
  const { scope, format, columns } = request
  const notFound = scope === 'all' || !('ids' in scope) ? [] : idsWithout(devices, scope.ids)
  const file =
    format === 'csv'
      ? new Blob([...csvPieces(devices, columns)], { type: 'text/csv;charset=utf-8' })
      : new Blob([...jsonPieces(devices, request, facts, notFound)], { type: 'application/json' })
  return { file, notFound }
}

function devicesIn(
  { scope, sort = [] }: ExportRequest,
  now: number,
  index: FleetIndex,
): readonly Device[] {
  if (scope === 'all') return index.devicesOf({ terms: [], sort }, now)
  return index.devicesOf('ids' in scope ? scope : { terms: scope.terms, sort }, now)
}

function* csvPieces(
  devices: readonly Device[],
  columns: ExportRequest['columns'],
): Generator<string> {
  yield `${byteOrderMark}${csvRow(columns.map(({ label }) => label))}`
  for (let start = 0; start < devices.length; start += rowsAPiece) {
    yield devices
      .slice(start, start + rowsAPiece)
      .map((device) => csvRow(columns.map(({ id }) => cellText(device, id))))
      .join('')
  }
}

/** Times as ISO 8601 in UTC, what is no date as it came; empty for what is absent. */
function cellText(device: Device, column: string): string {
  const { owner, posture } = device
  switch (column) {
    case 'owner':
      return fullName(owner) || (owner?.email ?? '')
    case 'ownerEmail':
      return owner?.email ?? ''
    case 'posture':
      return postureVerdict(posture)
    case 'active':
      return device.active === undefined ? '' : device.active ? 'yes' : 'no'
    case 'createdAt':
    case 'updatedAt':
    case 'lastConnection':
      return isoTime(device[column])
    case 'id':
    case 'name':
    case 'status':
    case 'hardwareId':
    case 'appVersion':
      return device[column] ?? ''
    default:
      return ''
  }
}

function isoTime(text = ''): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? text : new Date(time).toISOString()
}

function* jsonPieces(
  devices: readonly Device[],
  { scope, description, complete }: ExportRequest,
  { now, readAt, missing }: ExportFacts,
  notFound: readonly string[],
): Generator<string> {
  const header = {
    exportedAt: new Date(now).toISOString(),
    readAt: new Date(readAt).toISOString(),
    filter: description,
    complete,
    missing: missing ?? 'unknown',
    count: devices.length,
    ...(scope !== 'all' && 'ids' in scope && { notFound }),
  }
  yield `${JSON.stringify(header).slice(0, -1)},"devices":[\n`
  for (let start = 0; start < devices.length; start += rowsAPiece) {
    const lines = devices
      .slice(start, start + rowsAPiece)
      .map(({ readAt: _readAt, ...device }) => JSON.stringify(device))
    yield `${start === 0 ? '' : ',\n'}${lines.join(',\n')}`
  }
  yield '\n]}\n'
}

function idsWithout(devices: readonly Device[], ids: readonly string[]): string[] {
  const found = new Set(devices.map(({ id }) => id))
  return ids.filter((id) => !found.has(id))
}

/**
 * `devices_status-offline_2026-11-22T14-03-22Z.csv`: the filter and the time in UTC, in characters
 * that every file system takes, and no e-mail address. `now`: ms since epoch.
 */
export function exportFileName(description: string, format: ExportFormat, now: number): string {
  const filter = description
    .replaceAll(/\S+@\S+/g, 'owner')
    .replaceAll('<', ' under ')
    .replaceAll('>', ' over ')
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/\.*-[-.]*|\.{2,}/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60)
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  return ['devices', filter, `${time}Z`].filter(Boolean).join('_') + `.${format}`
}
