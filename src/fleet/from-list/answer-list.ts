import { isDeactivated, type Device } from '../../api/device.ts'
import { sanitizeForDisplay } from '../../lib/text.ts'
import { parseTime } from '../../lib/time.ts'
import type { Searchable } from '../../query/searchable.ts'
import { columnsOf, type ListColumns } from './list-columns.ts'
import {
  countLines,
  matchLines,
  namedDevices,
  type Ambiguity,
  type GivenLine,
  type LineKind,
  type LineMatch,
  type MatchedBy,
} from './match-lines.ts'
import { nearMisses } from './near-misses.ts'
import type { FileProblem } from '../table-file.ts'
import { readList } from './read-list.ts'

/** A list from elsewhere, and how to read it. */
export interface ListRequest {
  text: string
  /** Empty for pasted text. */
  fileName: string
  /** 0-based position of the identifying column; guessed when absent. */
  column?: number | undefined
  /** Of a person's devices, all or the one that connected last. */
  ofPeople: 'all' | 'last-used'
}

/** A device that lines name. */
export interface NamedDevice {
  device: Device
  /** The first line that names it, as it was given. */
  given: GivenLine
  by: MatchedBy
  /** The person whose device it is, if the line names that. */
  person?: string
}

/** A line that a person has to settle, with the devices that it may mean. */
export interface OpenLine extends GivenLine {
  why: Ambiguity | 'unknown' | 'placeholder' | 'empty'
  devices: Device[]
}

/** What a list was found to name; parts that grow with it are cut, and counted. */
export interface ListAnswer {
  columns: ListColumns
  /** Position of the column that was matched. */
  column: number
  lines: number
  counts: Record<LineKind, number>
  /** Number of devices that the matched lines name. */
  total: number
  /** At most `maxListedDevices`, those not deactivated first if there are more. */
  matched: NamedDevice[]
  people: number
  /** Number of devices that no line names or may name. */
  notListed: number
  ambiguous: OpenLine[]
  notFound: OpenLine[]
  /** Every line that wasn't found, one a line, as they were given. */
  notFoundText: string
  repeated: (GivenLine & { sameAs: number })[]
}

/** The most devices a person can answer for in one run. */
export const maxListedDevices = 2_000
/** Nobody settles more lines than this by hand. */
export const maxOpenLines = 200
/** Each of these is compared with every device. */
const maxNear = 50
/** Characters of a line that are shown and recorded. */
const maxGivenLength = 200

/** A list that was read and matched, for the answers to several questions. */
export interface MatchedList {
  columns: ListColumns
  column: number
  lines: LineMatch[]
}

/** Reads a list and matches it. */
export async function matchList(
  { text, fileName, column }: ListRequest,
  devices: readonly Searchable[],
): Promise<MatchedList | { problem: FileProblem }> {
  const read = await readList(text, fileName)
  if ('problem' in read) return read
  const columns = columnsOf(read.rows, devices)
  const position = column ?? columns.best
  const given = (columns.hasHeading ? read.rows.slice(1) : read.rows).map(({ line, cells }) => ({
    line,
    text: cells[position] ?? '',
  }))
  return { columns, column: position, lines: matchLines(given, devices) }
}

/** Answers what a page shows of a matched list. */
export function answerList(
  { columns, column, lines }: MatchedList,
  ofPeople: ListRequest['ofPeople'],
  devices: readonly Searchable[],
): ListAnswer {
  const named = new Map<string, NamedDevice>()
  const ambiguous: OpenLine[] = []
  const notFound: OpenLine[] = []
  const repeated: ListAnswer['repeated'] = []
  let people = 0
  for (const match of lines) {
    const given = { line: match.line, text: sanitizeForDisplay(match.text.trim(), maxGivenLength) }
    if (match.kind === 'matched') {
      const { by, person } = match
      if (person !== undefined) people += 1
      const wanted =
        person !== undefined && ofPeople === 'last-used' ? lastUsed(match.devices) : match.devices
      for (const device of wanted) {
        if (named.has(device.id)) continue
        named.set(device.id, {
          device,
          given,
          by,
          ...(person !== undefined && { person }),
        })
      }
    } else if (match.kind === 'ambiguous') {
      if (ambiguous.length >= maxOpenLines) continue
      ambiguous.push({
        ...given,
        why: match.why,
        devices: match.devices.slice(0, 50),
      })
    } else if (match.kind === 'not-found') {
      if (notFound.length < maxOpenLines) notFound.push({ ...given, why: match.why, devices: [] })
    } else if (repeated.length < maxOpenLines) repeated.push({ ...given, sameAs: match.sameAs })
  }
  const near = nearMisses(
    notFound.slice(0, maxNear).map(({ text, why }) => (why === 'unknown' ? text : '')),
    devices,
  )
  return {
    columns,
    column,
    lines: lines.length,
    counts: countLines(lines),
    total: named.size,
    matched: cut([...named.values()]),
    people,
    notListed: devices.length - namedDevices(lines).size,
    ambiguous,
    notFound: notFound.map((line, place) => ({
      ...line,
      devices: near[place] ?? [],
    })),
    notFoundText: linesNotFound(lines),
    repeated,
  }
}

function linesNotFound(lines: readonly LineMatch[]): string {
  return lines.flatMap(({ kind, text }) => (kind === 'not-found' ? [text.trim()] : [])).join('\n')
}

/** The devices that no line names or may name. */
export function devicesNotListed({ lines }: MatchedList, devices: readonly Device[]): Device[] {
  const named = namedDevices(lines)
  return devices.filter(({ id }) => !named.has(id))
}

function cut(named: NamedDevice[]): NamedDevice[] {
  if (named.length <= maxListedDevices) return named
  return named
    .toSorted((a, b) => Number(isDeactivated(a.device)) - Number(isDeactivated(b.device)))
    .slice(0, maxListedDevices)
}

/** The device that connected last; without a connection, the one registered last. */
function lastUsed(devices: readonly Device[]): Device[] {
  const timeOf = ({ lastConnection, createdAt }: Device) =>
    [lastConnection ?? '', createdAt ?? ''] as const
  const [best] = devices.toSorted((a, b) => {
    const [seenA, registeredA] = timeOf(a)
    const [seenB, registeredB] = timeOf(b)
    return compare(seenB, seenA) || compare(registeredB, registeredA)
  })
  return best ? [best] : []
}

function compare(a: string, b: string): number {
  return (parseTime(a) ?? 0) - (parseTime(b) ?? 0)
}
