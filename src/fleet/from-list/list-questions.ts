import { isDeactivated, type Device } from '../../api/device.ts'
import type { SortEntry } from '../../device/fields.ts'
import { sanitizeForDisplay } from '../../lib/text.ts'
import { parseTime } from '../../lib/time.ts'
import type { Searchable } from '../../query/searchable.ts'
import type { Term } from '../../query/terms.ts'
import { cellOf, fileFields, fileLabel } from '../file-fields.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import { sortedByDevice } from '../sorted-by-device.ts'
import type { GivenFile, Unreadable } from '../given-file.ts'
import { cannotRead, readFile, writeTable, type FileRow, type WrittenTable } from '../table-file.ts'
import type { Job } from '../worker/job.ts'
import { columnsOf, type ListColumns } from './list-columns.ts'
import {
  lineKinds,
  matchLines,
  namedDevices,
  type GivenLine,
  type LineKind,
  type LineMatch,
} from './match-lines.ts'
import { nearMisses } from './near-misses.ts'
import { listNeeded, readList } from './read-list.ts'

/** A list from elsewhere, and how to read it. */
export interface ListRequest extends GivenFile {
  /** 0-based position of the identifying column; guessed when absent. */
  column?: number | undefined
  /** Of a person's devices, all or the one that connected last. */
  ofPeople: 'all' | 'last-used'
}

/** A line as it is shown, and by what it names devices, or why it doesn't. */
export type ListedLine = GivenLine & Pick<LineMatch, 'note'>

/** A device with the first line that names it or may mean it. */
export interface ListedDevice {
  device: Device
  listed: ListedLine
}

/** The lines of one kind. */
interface LinePart {
  devices: readonly ListedDevice[]
  /** Lines without a device. */
  bare: ListedLine[]
  /** Number of devices of matched lines, or of other lines, that are left out. */
  more: number
}

/** What a list was found to name; parts that grow with it are cut, and counted. */
export interface ListAnswer {
  columns: ListColumns
  /** Position of the column that was matched. */
  column: number
  lines: number
  counts: Record<LineKind, number>
  parts: Record<LineKind, LinePart>
  /** Number of lines that name a person. */
  people: number
  /** Number of devices that no line names or may name. */
  notListed: number
  /** Every line that wasn't found, one a line, as they were given. */
  notFoundText: string
}

/** The most devices a person can answer for in one run. */
const maxListedDevices = 2_000
/** Nobody settles more lines than this by hand. */
const maxOpenLines = 200
/** Each of these is compared with every device. */
const maxNear = 50
/** Characters of a line that are shown and recorded. */
const maxGivenLength = 200

/** A list that was read and matched, for the answers to several questions. */
interface MatchedList {
  columns: ListColumns
  column: number
  lines: LineMatch[]
  /** The devices offered for the first lines that weren't found. */
  near: ReadonlyMap<LineMatch, Device[]>
}

/** What lists are matched with, and the list matched last. */
export interface ListMemory {
  readonly index: Pick<FleetIndex, 'rows' | 'row' | 'size' | 'revision' | 'matching'>
  latest?: { key: string; list: MatchedList | Unreadable }
}

/** Larger than the longest list with lines of 160 characters. */
const largestList = {
  megabytes: 8,
  nextStep: 'Keep the column that names the devices alone, or split the list.',
}

/** Matches a list with the devices of the snapshot; several questions about one list share the work. */
async function matchList(
  memory: ListMemory,
  job: Job,
  { column, ...given }: ListRequest,
): Promise<MatchedList | Unreadable> {
  const { index, latest } = memory
  const key = JSON.stringify([given.id, index.revision(), column])
  if (latest?.key === key) return latest.list
  const list = await readFile(given, largestList, async (text) => {
    const read = await readList(text, given.name, job)
    return 'problem' in read ? read : matchRows(read.rows, column, index.rows(), job)
  })
  memory.latest = { key, list }
  return list
}

async function matchRows(
  rows: readonly FileRow[],
  wanted: number | undefined,
  devices: readonly Searchable[],
  job: Job,
): Promise<MatchedList | Unreadable> {
  const columns = await columnsOf(rows, devices, job)
  const column = wanted ?? columns.best
  const given = rows
    .slice(columns.hasHeading ? 1 : 0)
    .map(({ line, cells }) => ({ line, text: cells[column] ?? '' }))
  if (given.length === 0) {
    return cannotRead('The list has a heading, and no lines below it', listNeeded)
  }
  const lines = await matchLines(given, devices, job)
  const unknown = lines
    .filter(({ kind, note }) => kind === 'not-found' && note === '')
    .slice(0, maxNear)
  const texts = unknown.map(({ text }) => text)
  const offered = await nearMisses(texts, devices, job)
  const near = new Map(unknown.map((match, place) => [match, offered[place] ?? []]))
  return { columns, column, lines, near }
}

/** Says what each line of a list names; devices in the order of their lines, unless they are sorted. */
export async function askList(
  memory: ListMemory,
  job: Job,
  request: ListRequest,
  sort: readonly SortEntry[],
): Promise<ListAnswer | Unreadable> {
  const list = await matchList(memory, job, request)
  if ('problem' in list) return list
  const { columns, column, lines } = list
  const kinds = Object.keys(lineKinds) as LineKind[]
  const parts = kinds.map((kind) => {
    const { devices, ...part } = partOf(kind, list, request.ofPeople)
    return [kind, { ...part, devices: sortedByDevice(devices, sort, memory.index.row) }]
  })
  const counts = kinds.map((kind) => [kind, lines.filter((match) => match.kind === kind).length])
  const notFound = lines.filter(({ kind }) => kind === 'not-found')
  return {
    columns,
    column,
    lines: lines.length,
    counts: Object.fromEntries(counts) as ListAnswer['counts'],
    parts: Object.fromEntries(parts) as ListAnswer['parts'],
    people: lines.filter(({ isPerson }) => isPerson).length,
    notListed: memory.index.size() - namedDevices(lines).size,
    notFoundText: notFound.map(({ text }) => text.trim()).join('\n'),
  }
}

/** Each device once, with the first of its lines, and the lines without a device of their own. */
function partOf(
  kind: LineKind,
  { lines, near }: MatchedList,
  ofPeople: ListRequest['ofPeople'],
): LinePart {
  const all = lines.filter((match) => match.kind === kind)
  const shown = kind === 'matched' ? all : all.slice(0, maxOpenLines)
  const found = new Map<string, ListedDevice>()
  const bare: ListedLine[] = []
  for (const match of shown) {
    const { line, text, note, isPerson, devices: meant } = match
    const listed = { line, note, text: sanitizeForDisplay(text.trim(), maxGivenLength) }
    const some = near.get(match) ?? (isPerson && ofPeople === 'last-used' ? lastUsed(meant) : meant)
    const fresh = some.filter(({ id }) => !found.has(id))
    for (const device of fresh) found.set(device.id, { device, listed })
    if (fresh.length === 0 && kind !== 'matched') bare.push(listed)
  }
  const offLast = ({ device }: ListedDevice) => Number(isDeactivated(device))
  const each = [...found.values()]
  const isTooMany = each.length > maxListedDevices
  // What can still be acted on comes first if not all can be.
  const devices = isTooMany
    ? each.toSorted((a, b) => offLast(a) - offLast(b)).slice(0, maxListedDevices)
    : each
  return { devices, bare, more: all.length - shown.length + each.length - devices.length }
}

/** The device that connected last. */
function lastUsed(devices: readonly Device[]): Device[] {
  const timeOf = ({ lastConnection }: Device) => parseTime(lastConnection) ?? 0
  return devices.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, 1)
}

/** Finds the devices that match a search and that no line of a list names or may name, and counts them all. */
export async function askNotListed(
  memory: ListMemory,
  job: Job,
  request: ListRequest,
  { terms, sort, now }: { terms: readonly Term[]; sort: readonly SortEntry[]; now: number },
): Promise<{ devices: Device[]; total: number }> {
  const list = await matchList(memory, job, request)
  if ('problem' in list) return { devices: [], total: 0 }
  const named = namedDevices(list.lines)
  const order = sort.length > 0 ? sort : longestUnseenFirst
  const found = memory.index.matching(terms, now, order).filter(({ id }) => !named.has(id))
  return { devices: found.slice(0, maxListedDevices), total: found.length }
}

const longestUnseenFirst: readonly SortEntry[] = [{ field: 'lastConnection', descending: false }]

/** Writes every line with what it names to a CSV: a row for each device, and one for each line without. */
export async function makeListFile(
  memory: ListMemory,
  job: Job,
  request: ListRequest,
): Promise<WrittenTable> {
  const list = await matchList(memory, job, request)
  const lines = 'problem' in list ? [] : list.lines
  const columns = ['Line', 'Listed as', 'Result', ...fileFields.map(fileLabel)]
  return writeTable(columns, lines, job, ({ line, text, kind, devices }) => {
    const about = [line, text.trim(), lineKinds[kind]]
    if (devices.length === 0) return [about]
    return devices.map((device) => [...about, ...fileFields.map((field) => cellOf(device, field))])
  })
}
