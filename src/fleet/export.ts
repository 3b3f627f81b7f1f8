import type { Device } from '../api/device.ts'
import { fieldNames } from '../device/fields.ts'
import { csvFile, csvRow } from '../lib/csv.ts'
import { cellOf, fileLabel } from './file-fields.ts'
import type { FleetIndex } from './snapshot/fleet-index.ts'
import type { ExportRequest, FileLayout } from './requests.ts'

export interface ExportFacts {
  /** ms since epoch. */
  now: number
  /** When the oldest device was read, ms since epoch. */
  readAt: number
  missing: number | undefined
  /** The API's host, by which a file of another network is noticed. */
  host: string
}

/** Which devices a file was asked for; only `all` can prove that a device was or wasn't there. */
export type FileScope = 'all' | 'matching' | 'selected'

export interface ExportedFile {
  file: Blob
  count: number
  /** Requested IDs that the snapshot doesn't hold, where the request was for IDs. */
  notFound?: readonly string[] | undefined
}

/** Writes devices of the snapshot to a file. */
export function makeExport(
  { scope, sort, ...layout }: ExportRequest,
  facts: ExportFacts,
  index: FleetIndex,
): ExportedFile {
  if (scope !== 'all' && 'ids' in scope) {
    const devices = index.byId(scope.ids)
    const found = new Set(devices.map(({ id }) => id))
    const notFound = scope.ids.filter((id) => !found.has(id))
    const file = makeFile(devices, layout, facts, 'selected', notFound)
    return { file, count: devices.length, notFound }
  }
  const terms = scope === 'all' ? [] : scope.terms
  const devices = index.matching(terms, facts.now, sort)
  const file = makeFile(devices, layout, facts, scope === 'all' ? 'all' : 'matching')
  return { file, count: devices.length }
}

/**
 * Writes devices to a file: CSV, or JSON with every field and the facts. `notFound`: requested IDs
 * without a device.
 */
export function makeFile(
  devices: readonly Device[],
  layout: FileLayout,
  { now, readAt, missing, host }: ExportFacts,
  scope: FileScope,
  notFound?: readonly string[],
): Blob {
  if (layout.format === 'csv') return csvOfDevices(devices, layout)
  const header = {
    exportedAt: new Date(now).toISOString(),
    readAt: new Date(readAt).toISOString(),
    apiHost: host,
    scope,
    filter: layout.description,
    columns: fieldNames,
    complete: missing === 0,
    missing: missing ?? 'unknown',
    count: devices.length,
    ...(notFound && { notFound }),
  }
  const rows = devices.map(
    ({ readAt: _readAt, ...device }, place) =>
      `${place === 0 ? '' : ',\n'}${JSON.stringify(device)}`,
  )
  const beginning = `${JSON.stringify(header).slice(0, -1)},"devices":[\n`
  return new Blob([beginning, ...rows, '\n]}\n'], { type: 'application/json' })
}

function csvOfDevices(
  devices: readonly Device[],
  { fields, listedAs }: Pick<FileLayout, 'fields' | 'listedAs'>,
): Blob {
  const header = [...(listedAs ? ['Listed as'] : []), ...fields.map(fileLabel)]
  return csvFile(
    header,
    devices.map((device) =>
      csvRow([
        ...(listedAs ? [listedAs.get(device.id)] : []),
        ...fields.map((field) => cellOf(device, field)),
      ]),
    ),
  )
}
