import type { Device } from '../../api/device.ts'
import type { SortEntry } from '../../device/fields.ts'
import { setStatusOf } from '../../device/status-lists.ts'
import { sanitizeForDisplay } from '../../lib/text.ts'
import { parseTime } from '../../lib/time.ts'
import type { Searchable } from '../../query/searchable.ts'
import { columnOf, fileFields } from '../files/file-fields.ts'
import { writeTable } from '../files/export.ts'
import type { GivenFile } from '../files/given-file.ts'
import { maxProposed } from '../requests.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import { cannotRead, readFile } from '../files/table-file.ts'
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
export type ListedDevice = ListedLine & { device: Device }

/** The lines of one kind; parts that grow with a list are cut, and counted. */
interface LinePart {
  count: number
  devices: readonly ListedDevice[]
  /** Lines without a device. */
  bare: ListedLine[]
  /** Number of devices of matched lines, or of other lines, that are left out. */
  more: number
}

export interface ListAnswer {
  columns: ListColumns
  lines: number
  parts: Record<LineKind, LinePart>
  /** Number of lines that name a person. */
  people: number
  /** Number of devices that no line names or may name. */
  notListed: number
  /** Every line that wasn't found, one a line, as they were given. */
  notFoundText: string
}

/** Nobody settles more lines than this by hand. */
const maxOpenLines = 200
/** Each of these is compared with every device. */
const maxNear = 50
/** Characters of a line that are shown and recorded. */
const maxGivenLength = 200

interface MatchedList {
  columns: ListColumns
  lines: LineMatch[]
  /** The devices offered for the first lines that weren't found. */
  near: ReadonlyMap<LineMatch, Device[]>
}

/** Larger than the longest list with lines of 160 characters. */
const largestList = {
  megabytes: 8,
  nextStep: 'Keep the column that names the devices alone, or split the list.',
}

/** Makes the answers about lists; several about one list share the work of matching it. */
export function createListQuestions(index: FleetIndex) {
  let latest: { key: string; list: MatchedList } | undefined

  async function matched(job: Job, given: ListRequest): Promise<MatchedList> {
    const key = JSON.stringify([given.id, index.revision(), given.column])
    if (latest?.key === key) return latest.list
    const devices = index.rows()
    const list = await readFile(given, largestList, (text) => matchText(text, given, devices, job))
    latest = { key, list }
    return list
  }

  return {
    /** Says what each line of a list names; devices in the order of their lines, unless they are sorted. */
    async matchList(
      job: Job,
      request: ListRequest,
      sort: readonly SortEntry[],
    ): Promise<ListAnswer> {
      const list = await matched(job, request)
      const { columns, lines } = list
      const parts = Object.keys(lineKinds).map((kind) => {
        const part = partOf(kind as LineKind, list, request.ofPeople)
        return [kind, { ...part, devices: index.sortByDevice(part.devices, sort) }]
      })
      const notFound = lines.filter(({ kind }) => kind === 'not-found')
      return {
        columns,
        lines: lines.length,
        parts: Object.fromEntries(parts) as ListAnswer['parts'],
        people: lines.filter(({ isPerson }) => isPerson).length,
        notListed: index.size() - namedDevices(lines).size,
        notFoundText: notFound.map(({ text }) => text.trim()).join('\n'),
      }
    },
    /** Finds the devices that match a search and that no line of a list names or may name, and counts them all. */
    async notListed(
      job: Job,
      request: ListRequest,
      { q, sort }: { q: string; sort: readonly SortEntry[] },
    ): Promise<{ devices: Device[]; total: number }> {
      const named = namedDevices((await matched(job, request)).lines)
      const order = sort.length > 0 ? sort : longestUnseenFirst
      const found = index.matching(q, order).filter(({ id }) => !named.has(id))
      return { devices: found.slice(0, maxProposed), total: found.length }
    },
    /** Writes every line with what it names to a CSV: a row for each device, and one for each line without. */
    async listFile(job: Job, request: ListRequest) {
      const { lines } = await matched(job, request)
      const all = fileFields.map(columnOf)
      const columns = ['Line', 'Listed as', 'Result', ...all.map(({ label }) => label)]
      return writeTable(columns, lines, job, ({ line, text, kind, devices }) => {
        const about = [line, text.trim(), lineKinds[kind]]
        if (devices.length === 0) return [about]
        return devices.map((device) => [...about, ...all.map(({ cell }) => cell(device))])
      })
    },
  }
}

async function matchText(
  text: string,
  { file, column }: ListRequest,
  devices: readonly Searchable[],
  job: Job,
): Promise<MatchedList> {
  const rows = await readList(text, file.name, job)
  const columns = await columnsOf(rows, column, devices, job)
  const given = rows
    .slice(columns.hasHeading ? 1 : 0)
    .map(({ line, cells }) => ({ line, text: cells[columns.selected] ?? '' }))
  if (given.length === 0) cannotRead('The list has a heading, and no lines below it', listNeeded)
  const lines = await matchLines(given, devices, job)
  const unknown = lines.filter(({ kind, note }) => kind === 'not-found' && note === '')
  return { columns, lines, near: await nearMisses(unknown.slice(0, maxNear), devices, job) }
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
    for (const device of fresh) found.set(device.id, { ...listed, device })
    if (fresh.length === 0 && kind !== 'matched') bare.push(listed)
  }
  const each = [...found.values()]
  const left = Math.max(0, each.length - maxProposed)
  // If not all can be acted on, those that still can come first.
  const offLast = ({ device }: ListedDevice) => (left > 0 && setStatusOf(device) ? 1 : 0)
  const devices = each.toSorted((one, other) => offLast(one) - offLast(other))
  return {
    count: all.length,
    devices: devices.slice(0, maxProposed),
    bare,
    more: all.length - shown.length + left,
  }
}

function lastUsed(devices: readonly Device[]): Device[] {
  const timeOf = ({ lastConnection }: Device) => parseTime(lastConnection) ?? 0
  return devices.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, 1)
}

const longestUnseenFirst: readonly SortEntry[] = [{ field: 'lastConnection', descending: false }]
