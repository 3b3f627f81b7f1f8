import { parseDevice, type Device, type DeviceField } from '../../api/device.ts'
import { exactValue } from '../../lib/csv.ts'
import { plainForFileName } from '../../lib/save-file.ts'
import { counted } from '../../lib/text.ts'
import { parseTime } from '../../lib/time.ts'
import { fileFields, fileLabel } from '../file-fields.ts'
import { readJson, readTable, unreadable, type FileProblem } from '../table-file.ts'
import type { FleetSide, Gap } from './compare.ts'

/** An earlier export, as far as it could be read. */
export interface ReadExport extends FleetSide {
  /** The API's host, as its file spells it; `undefined` when it doesn't. */
  host: string | undefined
  /** Lines without an ID, which were left out. */
  unreadable: number[]
}

/** Lines that are named. */
const maxLines = 20

/** Reads an export of this console: JSON, or CSV with the facts in its file name. */
export async function readExport(
  text: string,
  fileName: string,
): Promise<ReadExport | { problem: FileProblem }> {
  const problem = unreadable(text)
  if (problem) return { problem }
  const plain = text.replace(/^\u{feff}/u, '')
  return /^\s*[[{]/.test(plain) ? readJsonExport(plain) : readCsv(plain, fileName)
}

/** Every field, as in JSON. */
const allFields: readonly DeviceField[] = [
  'id',
  'name',
  'status',
  'active',
  'hardwareId',
  'createdAt',
  'updatedAt',
  'lastConnection',
  'owner',
  'posture',
  'appVersion',
]

function readJsonExport(text: string): ReadExport | { problem: FileProblem } {
  const read = readJson(text, 'The file may be cut off or edited. Choose another export.')
  if ('problem' in read) return read
  const { value } = read
  const file = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const { devices: items, scope, complete, count, readAt, exportedAt, apiHost } = file
  if (!Array.isArray(items)) {
    return {
      problem: {
        title: 'This JSON has no list of devices',
        nextStep: 'Choose a JSON or CSV export of this console.',
      },
    }
  }
  const records = items.map((item: unknown) =>
    typeof item === 'object' && item !== null
      ? { ...item, user: (item as { owner?: unknown }).owner }
      : item,
  )
  const gap: Gap | undefined =
    typeof scope !== 'string'
      ? 'unknown'
      : scope !== 'all'
        ? 'filtered'
        : complete !== true
          ? 'incomplete'
          : count === items.length
            ? undefined
            : 'edited'
  return sideOf(records, {
    // The header is the first line.
    firstLine: 2,
    takenAt: timeOf(readAt) ?? timeOf(exportedAt),
    gap,
    fields: allFields,
    host: typeof apiHost === 'string' ? apiHost : undefined,
  })
}

async function readCsv(
  text: string,
  fileName: string,
): Promise<ReadExport | { problem: FileProblem }> {
  const table = await readTable(text, {
    separators: [',', ';', '\t'],
    nextStep: 'The file may be cut off or edited. Choose another export.',
  })
  if ('problem' in table) return table
  const [heading, ...rows] = table.rows
  const columns = (heading?.cells ?? []).map((label) =>
    fileFields.find((field) => fileLabel(field) === label.trim()),
  )
  if (!columns.includes('id')) {
    return {
      problem: {
        line: 1,
        title: columns.some(Boolean)
          ? 'There’s no column ID'
          : 'These aren’t the columns of an export',
        nextStep:
          'Choose an export of this console with the column ID. JSON and snapshots always have it.',
      },
    }
  }
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const records = filled.map(({ cells }) => recordOf(columns, cells))
  const facts = factsInName(fileName)
  return sideOf(records, {
    lines: filled.map((row) => row.line),
    takenAt: facts.takenAt,
    gap:
      facts.count === undefined ? facts.gap : facts.count === records.length ? undefined : 'edited',
    fields: columns.flatMap((field) => fieldsOfColumn(field)),
    host: facts.host,
  })
}

/**
 * Facts in the name of a CSV file, `devices_all_complete-1248_host_time.csv`: a row more before the
 * columns would break it for spreadsheets.
 */
export function factsInName(fileName: string): {
  takenAt?: number
  host?: string
  gap: Gap
  /** Number of devices of a complete file. */
  count?: number
} {
  const [, parts = '', date, hours, minutes, seconds] =
    /^devices_(.+)_(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z/.exec(fileName) ?? []
  if (date === undefined) return { gap: 'unknown' }
  const takenAt = timeOf(`${date}${hours}:${minutes}:${seconds}Z`)
  const pieces = parts.split('_')
  const [, second = '', third] = pieces
  const [, count] = /^complete-(\d+)$/.exec(second) ?? []
  const isWhole = third !== undefined && (count !== undefined || second === 'incomplete')
  // Before the host there may be no filter, which the name of the file leaves out.
  const host = isWhole ? third : pieces.at(-1)
  return {
    ...(takenAt !== undefined && { takenAt }),
    ...(host !== undefined && { host }),
    gap: isWhole ? 'incomplete' : 'filtered',
    ...(isWhole && count !== undefined && { count: Number(count) }),
  }
}

/** True when two hosts are the same in the spelling of file names. */
export function isSameHost(one: string, other: string): boolean {
  return plainForFileName(one) === plainForFileName(other)
}

function timeOf(text: unknown): number | undefined {
  return typeof text === 'string' ? parseTime(text) : undefined
}

type Column = (typeof fileFields)[number] | undefined

/** The API's record of a row. */
function recordOf(columns: readonly Column[], cells: readonly string[]): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  const user: Record<string, string> = {}
  for (const [place, column] of columns.entries()) {
    const value = exactValue(cells[place] ?? '')
    if (column === undefined || value === '') continue
    if (column === 'owner') user['firstName'] = value
    else if (column === 'ownerEmail') user['email'] = value
    else if (column === 'ownerId') user['id'] = value
    else if (column === 'active')
      record['active'] = value === 'yes' || (value === 'no' ? false : value)
    else if (column === 'posture') record['posture'] = postureOf(value)
    else record[column] = value
  }
  // An owner without a name has the e-mail address in its place.
  if (user['firstName'] === user['email']) delete user['firstName']
  return Object.keys(user).length > 0 ? { ...record, user } : record
}

function postureOf(verdict: string): unknown {
  return verdict === 'unknown' ? undefined : { compliant: verdict === 'compliant' }
}

function fieldsOfColumn(column: Column): DeviceField[] {
  const field = column === 'ownerEmail' || column === 'ownerId' ? 'owner' : column
  return allFields.filter((known) => known === field)
}

function sideOf(
  records: readonly unknown[],
  facts: {
    takenAt: number | undefined
    gap: Gap | undefined
    fields: readonly DeviceField[]
    host: string | undefined
    lines?: readonly number[]
    firstLine?: number
  },
): ReadExport | { problem: FileProblem } {
  const devices: Device[] = []
  const unreadableLines: number[] = []
  for (const [place, record] of records.entries()) {
    const device = parseDevice(record, 0)
    if (device) devices.push(device)
    else if (unreadableLines.length < maxLines) {
      unreadableLines.push(facts.lines?.[place] ?? place + (facts.firstLine ?? 1))
    }
  }
  if (devices.length === 0 && records.length > 0) {
    return {
      problem: {
        line: unreadableLines[0] ?? 1,
        title: `None of ${counted(records.length, 'row')} has a usable ID`,
        nextStep: 'Choose a JSON or CSV export of this console.',
      },
    }
  }
  return {
    devices,
    takenAt: facts.takenAt,
    // A device that can't be read would pass for a new one.
    gap: facts.gap ?? (unreadableLines.length > 0 ? 'edited' : undefined),
    fields: fieldsPresent(devices, facts.fields),
    host: facts.host,
    unreadable: unreadableLines,
  }
}

/** Fields of a fleet. Where no device has a posture, the API's list or the file has none to compare. */
export function fieldsPresent(
  devices: readonly Device[],
  fields: readonly DeviceField[] = allFields,
): Set<DeviceField> {
  const present = new Set(fields)
  if (devices.every(({ posture }) => posture === undefined)) present.delete('posture')
  return present
}
