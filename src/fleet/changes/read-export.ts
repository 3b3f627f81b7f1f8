import { parseDevice, type Device, type DeviceField } from '../../api/device.ts'
import { recordOf } from '../../lib/is-record.ts'
import { fieldNames } from '../../device/fields.ts'
import { exactValue } from '../../lib/csv.ts'
import { plainForFileName } from '../../lib/save-file.ts'
import { counted } from '../../lib/text.ts'
import { parseTime } from '../../lib/time.ts'
import { columnOf, fileFields, type FileField } from '../files/file-fields.ts'
import { cannotRead, readJson, readTable } from '../files/table-file.ts'
import type { Job } from '../worker/job.ts'
import type { FleetSide, Gap, SideFacts } from './compare.ts'

type Row = { line: number; record: unknown }

const exportNeeded = 'Choose a JSON or CSV export of this console.'
const isBroken = 'The file may be cut off or edited. Choose another export.'

/** Reads an export of this console: JSON, or CSV with the facts in its file name. */
export async function readExport(text: string, fileName: string, job: Job): Promise<FleetSide> {
  if (text.trim() === '') cannotRead('This file is empty', exportNeeded)
  return /^\s*[[{]/.test(text) ? readJsonExport(text, job) : readCsv(text, fileName, job)
}

async function readJsonExport(text: string, job: Job): Promise<FleetSide> {
  const { devices: items, ...head } = recordOf(await readJson(text, isBroken, job))
  if (!Array.isArray(items)) return cannotRead('This JSON has no list of devices', exportNeeded)
  const rows = items.map((item: unknown, index) => ({
    // The header is the first line.
    line: index + 2,
    record: { ...recordOf(item), user: recordOf(item)['owner'] },
  }))
  const { readAt, exportedAt, apiHost } = head
  const facts = {
    takenAt: timeOf(readAt) ?? timeOf(exportedAt),
    gap: gapOf(head, items.length),
    host: typeof apiHost === 'string' ? apiHost : undefined,
  }
  return sideOf(rows, facts, fieldNames, job)
}

function gapOf(
  { scope, complete, count }: Record<string, unknown>,
  length: number,
): Gap | undefined {
  if (typeof scope !== 'string') return 'unknown'
  if (scope !== 'all') return 'filtered'
  if (complete !== true) return 'incomplete'
  return count === length ? undefined : 'edited'
}

async function readCsv(text: string, fileName: string, job: Job): Promise<FleetSide> {
  const [heading, ...lines] = await readTable(text, isBroken, job)
  const columns = (heading?.cells ?? []).map((label) =>
    fileFields.find((field) => columnOf(field).label === label.trim()),
  )
  if (!columns.includes('id')) {
    cannotRead(
      columns.some(Boolean) ? 'There’s no column ID' : 'These aren’t the columns of an export',
      'Choose an export of this console with the column ID. JSON and snapshots always have it.',
      1,
    )
  }
  const rows = lines
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ line, cells }) => ({ line, record: apiRecordOf(columns, cells) }))
  const { count, ...facts } = factsInName(fileName)
  const gap = count === undefined ? facts.gap : count === rows.length ? undefined : 'edited'
  const fields = columns.flatMap((column) => (column ? columnOf(column).from : []))
  return sideOf(rows, { ...facts, gap }, fields, job)
}

/**
 * Facts in the name of a CSV file, `devices_all_complete-1248_host_time.csv`: a row more before the
 * columns would break it for spreadsheets. `count` is that of a complete file.
 */
export function factsInName(fileName: string): SideFacts & { gap: Gap; count: number | undefined } {
  const [, parts = '', date, hours, minutes, seconds] =
    /^devices_(.+)_(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z/.exec(fileName) ?? []
  const pieces = date === undefined ? [] : parts.split('_')
  const [, second = '', third] = pieces
  const [, count] = /^complete-(\d+)$/.exec(second) ?? []
  const isWhole = third !== undefined && (count !== undefined || second === 'incomplete')
  return {
    takenAt: timeOf(`${date}${hours}:${minutes}:${seconds}Z`),
    // Before the host there may be no filter, which the name of the file leaves out.
    host: isWhole ? third : pieces.at(-1),
    gap: date === undefined ? 'unknown' : isWhole ? 'incomplete' : 'filtered',
    count: isWhole && count !== undefined ? Number(count) : undefined,
  }
}

/** True when two hosts are the same in the spelling of file names. */
export function isSameHost(one: string, other: string): boolean {
  return plainForFileName(one) === plainForFileName(other)
}

function timeOf(text: unknown): number | undefined {
  return typeof text === 'string' ? parseTime(text) : undefined
}

function apiRecordOf(columns: readonly (FileField | undefined)[], cells: readonly string[]) {
  const values = new Map(
    columns.map((column, index) => [column, exactValue(cells[index] ?? '') || undefined]),
  )
  const [name, email, id, posture, active] = (
    ['owner', 'ownerEmail', 'ownerId', 'posture', 'active'] as const
  ).map((column) => values.get(column))
  return {
    ...Object.fromEntries(values),
    active: active === 'yes' || (active === 'no' ? false : active),
    posture:
      posture === undefined || posture === 'unknown'
        ? undefined
        : { compliant: posture === 'compliant' },
    // An owner without a name has the e-mail address in its place.
    user: { id, email, firstName: name === email ? undefined : name },
  }
}

async function sideOf(
  rows: readonly Row[],
  facts: SideFacts,
  fields: readonly DeviceField[],
  job: Job,
): Promise<FleetSide> {
  const byId = new Map<string, Device>()
  const unreadable: number[] = []
  await job.each('Reading the devices', rows, ({ line, record }) => {
    const device = parseDevice(record, 0)
    if (device && !byId.has(device.id)) byId.set(device.id, device)
    else unreadable.push(line)
  })
  const devices = [...byId.values()]
  const [line] = unreadable
  if (devices.length === 0 && line !== undefined) {
    cannotRead(`None of ${counted(rows.length, 'row')} has a usable ID`, exportNeeded, line)
  }
  return {
    ...facts,
    devices,
    // A device that can't be read would pass for a new one.
    gap: facts.gap ?? (line === undefined ? undefined : 'edited'),
    fields: fieldsPresent(devices, fields),
    unreadable,
  }
}

/** Fields of a fleet. Where no device has a posture, the API's list or the file has none to compare. */
export function fieldsPresent(
  devices: readonly Device[],
  fields: readonly DeviceField[] = fieldNames,
): Set<DeviceField> {
  const present = new Set(fields)
  if (devices.every(({ posture }) => posture === undefined)) present.delete('posture')
  return present
}
