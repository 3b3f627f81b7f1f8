import type { Device } from '../../api/device.ts'
import { byteOrderMark, csvRow } from '../../lib/csv.ts'
import type { Term } from '../../query/terms.ts'
import { cellOf, fileFields, fileLabel } from '../file-fields.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import {
  answerList,
  devicesNotListed,
  matchList,
  maxListedDevices,
  type ListAnswer,
  type ListRequest,
  type MatchedList,
} from './answer-list.ts'
import { lineKindNames, type LineMatch } from './match-lines.ts'
import type { FileProblem } from '../table-file.ts'

/** A list that can't be read, and why. */
export interface Unreadable {
  problem: FileProblem
}

/** Devices that a list doesn't name. */
export interface NotListed {
  /** At most `maxListedDevices`. */
  devices: Device[]
  total: number
}

/** What lists are matched with, and the list matched last. */
export interface ListMemory {
  readonly index: FleetIndex
  latest?: { key: string; list: Promise<MatchedList | Unreadable> }
}

/** Matches a list with the devices of the snapshot; several questions about one list share the work. */
function matched(memory: ListMemory, request: ListRequest): Promise<MatchedList | Unreadable> {
  const { index, latest } = memory
  const { text, fileName, column } = request
  const key = JSON.stringify([index.revision(), column, fileName, text])
  if (latest?.key === key) return latest.list
  const list = matchList(request, index.rows())
  memory.latest = { key, list }
  return list
}

/** Says what each line of a list names. */
export async function askList(
  memory: ListMemory,
  request: ListRequest,
): Promise<ListAnswer | Unreadable> {
  const list = await matched(memory, request)
  return 'problem' in list ? list : answerList(list, request.ofPeople, memory.index.rows())
}

/** Finds the devices that match a search and that no line of a list names. */
export async function askNotListed(
  memory: ListMemory,
  request: ListRequest,
  terms: readonly Term[],
  now: number,
): Promise<NotListed> {
  const list = await matched(memory, request)
  if ('problem' in list) return { devices: [], total: 0 }
  const found = devicesNotListed(
    list,
    memory.index.matching(terms, now, [{ field: 'lastConnection', descending: false }]),
  )
  return { devices: found.slice(0, maxListedDevices), total: found.length }
}

/** Writes every line with what it names to a CSV: a row for each device, and one for each line without. */
export async function makeListFile(
  memory: ListMemory,
  request: ListRequest,
): Promise<{ file: Blob; count: number }> {
  const list = await matched(memory, request)
  const lines = 'problem' in list ? [] : list.lines
  const heading = csvRow(['Line', 'Listed as', 'Result', ...fileFields.map(fileLabel)])
  const pieces = [byteOrderMark + heading, ...lines.map(rowsOfLine)]
  return { file: new Blob(pieces, { type: 'text/csv;charset=utf-8' }), count: lines.length }
}

function rowsOfLine(match: LineMatch): string {
  const about = [match.line, match.text.trim(), lineKindNames[match.kind]]
  if (!('devices' in match)) return csvRow(about)
  return match.devices
    .map((device) => csvRow([...about, ...fileFields.map((field) => cellOf(device, field))]))
    .join('')
}
