import type { Device } from '../../api/device.ts'
import { fieldNames, type SortEntry } from '../../device/fields.ts'
import { csvFile, csvRow, type CsvCell } from '../../lib/csv.ts'
import { columnOf, type FileField } from './file-fields.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import type { Job } from '../worker/job.ts'

/** Which devices a file was asked for; only `all` can prove that a device was or wasn't there. */
export type FileScope = 'all' | 'matching' | 'selected'

export interface FileLayout {
  format: 'csv' | 'json'
  /** Columns of a CSV in order; JSON holds every field. */
  fields: readonly FileField[]
  /** The filter as written, for the file's name and header. */
  description: string
  /** By device ID: the line of a list that named it, for a first column of a CSV. */
  listedAs?: ReadonlyMap<string, string> | undefined
}

/** A file of the snapshot's devices: all, those that match a search, or those with these IDs. */
export interface ExportRequest extends FileLayout {
  scope: 'all' | { q: string } | { ids: readonly string[] }
  sort?: readonly SortEntry[]
}

export interface ExportFacts {
  /** ms since epoch. */
  now: number
  /** When the oldest device was read, ms since epoch. */
  readAt: number
  missing: number | undefined
  /** The API's host, by which a file of another network is noticed. */
  host: string
}

export interface ExportedFile {
  file: Blob
  count: number
  /** Requested IDs that the snapshot doesn't hold, where the request was for IDs. */
  notFound?: readonly string[] | undefined
}

/** Writes devices of the snapshot to a file. */
export async function makeExport(
  { scope, sort, ...layout }: ExportRequest,
  facts: ExportFacts,
  index: FleetIndex,
  job: Job,
): Promise<ExportedFile> {
  if (scope !== 'all' && 'ids' in scope) {
    const devices = index.byId(scope.ids)
    const found = new Set(devices.map(({ id }) => id))
    const notFound = scope.ids.filter((id) => !found.has(id))
    return makeFile(devices, layout, facts, 'selected', job, notFound)
  }
  const devices = index.matching(scope === 'all' ? '' : scope.q, sort)
  return makeFile(devices, layout, facts, scope === 'all' ? 'all' : 'matching', job)
}

/** Writes devices to a CSV, or JSON with every field. `notFound`: IDs without a device. */
export async function makeFile(
  devices: readonly Device[],
  { format, fields, description, listedAs }: FileLayout,
  { now, readAt, missing, host }: ExportFacts,
  scope: FileScope,
  job: Job,
  notFound?: readonly string[],
): Promise<ExportedFile> {
  if (format === 'csv') {
    const columns = fields.map(columnOf)
    const labels = [...(listedAs ? ['Listed as'] : []), ...columns.map(({ label }) => label)]
    const cellsOf = (device: Device) => [
      ...(listedAs ? [listedAs.get(device.id)] : []),
      ...columns.map(({ cell }) => cell(device)),
    ]
    return {
      ...(await writeTable(labels, devices, job, (device) => [cellsOf(device)])),
      notFound,
    }
  }
  const header = {
    exportedAt: new Date(now).toISOString(),
    readAt: new Date(readAt).toISOString(),
    apiHost: host,
    scope,
    filter: description,
    columns: fieldNames,
    complete: missing === 0,
    missing: missing ?? 'unknown',
    count: devices.length,
    ...(notFound && { notFound }),
  }
  const pieces = [`${JSON.stringify(header).slice(0, -1)},"devices":[\n`]
  await job.each('Writing the file', devices, ({ readAt: _readAt, ...device }) => {
    pieces.push(`${pieces.length === 1 ? '' : ',\n'}${JSON.stringify(device)}`)
  })
  const file = new Blob([...pieces, '\n]}\n'], { type: 'application/json' })
  return { file, count: devices.length, notFound }
}

/** Writes the rows of each item to a CSV, and counts the items. */
export async function writeTable<T>(
  columns: readonly string[],
  items: readonly T[],
  job: Job,
  rowsOf: (item: T) => readonly (readonly CsvCell[])[],
): Promise<{ file: Blob; count: number }> {
  const rows: string[] = []
  await job.each('Writing the file', items, (item) => {
    for (const row of rowsOf(item)) rows.push(csvRow(row))
  })
  return { file: csvFile(columns, rows), count: items.length }
}
