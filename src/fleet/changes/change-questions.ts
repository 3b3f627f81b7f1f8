import type { SortEntry } from '../../device/fields.ts'
import { fullName } from '../../device/owner.ts'
import { writeTable } from '../export.ts'
import type { GivenFile } from '../given-file.ts'
import { maxProposed } from '../requests.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import { readFile } from '../table-file.ts'
import type { Job } from '../worker/job.ts'
import {
  changeKindNames,
  changeKinds,
  compareFleets,
  type Change,
  type ChangeKind,
  type Comparison,
  type FleetSide,
  type SideFacts,
} from './compare.ts'
import { fieldsPresent, readExport } from './read-export.ts'

export interface ChangesRequest {
  before: GivenFile
  /** The devices of the snapshot when absent. */
  after?: GivenFile | undefined
  /** What the snapshot states of itself. */
  now: SideFacts
}

/** A side without its devices. */
export type SideSummary = Omit<FleetSide, 'devices' | 'fields'> & { count: number }

export interface ChangesAnswer extends Omit<Comparison, 'changes'> {
  before: SideSummary
  after: SideSummary
  counts: Record<ChangeKind, number>
  /** The group of `rows`. */
  kind: ChangeKind
  /** At most `maxProposed`. */
  rows: Change[]
}

/** A larger file would take the memory of the worker. */
const largestFile = {
  megabytes: 300,
  nextStep: 'Choose an export of this console. Not even one of 250,000 devices is that large.',
}

/** What files are compared with, and the last comparison with its sides by the ID of their file. */
export interface ChangesMemory {
  readonly index: FleetIndex
  latest?: { key: string; sides: ReadonlyMap<string, FleetSide>; comparison: Comparison }
}

/**
 * Counts the changes between a file and the snapshot or another file, and lists those of one group, by
 * default the first one with any.
 */
export async function askChanges(
  memory: ChangesMemory,
  job: Job,
  request: ChangesRequest,
  { kind: asked, sort }: { kind: ChangeKind | undefined; sort: readonly SortEntry[] },
): Promise<ChangesAnswer> {
  const { before, after, comparison } = await compared(memory, job, request)
  const { changes, ...proof } = comparison
  const kind = asked ?? changeKindNames.find((each) => changes[each].length > 0) ?? 'new'
  const counts = changeKindNames.map((each) => [each, changes[each].length])
  return {
    ...proof,
    kind,
    before: summaryOf(before),
    after: summaryOf(after),
    counts: Object.fromEntries(counts) as ChangesAnswer['counts'],
    rows: memory.index.sortByDevice(changes[kind], sort).slice(0, maxProposed),
  }
}

const columns = ['Change', 'ID', 'Name', 'Hardware ID', 'Owner', 'Owner e-mail', 'Before', 'After']

/** Writes the changes of these groups to a CSV: one row a change. */
export async function makeChangesFile(
  memory: ChangesMemory,
  job: Job,
  request: ChangesRequest,
  kinds: readonly ChangeKind[],
) {
  const { comparison } = await compared(memory, job, request)
  const changes = kinds.flatMap((kind) => comparison.changes[kind])
  return writeTable(columns, changes, job, ({ kind, device, before, after }) => {
    const { id, name, hardwareId, owner } = device
    const change = changeKinds[kind].name
    return [[change, id, name, hardwareId, fullName(owner), owner?.email, before, after]]
  })
}

async function compared(
  memory: ChangesMemory,
  job: Job,
  { before: earlier, after: later, now }: ChangesRequest,
) {
  const { index, latest } = memory
  const read = (given: GivenFile) =>
    latest?.sides.get(given.id) ??
    readFile(given, largestFile, (text) => readExport(text, given.file.name, job))
  const before = await read(earlier)
  const after = later ? await read(later) : fleetNow(index, now)
  const key = JSON.stringify([earlier.id, later?.id ?? [index.revision(), now.gap]])
  const comparison =
    latest?.key === key ? latest.comparison : await compareFleets(before, after, job)
  const sides = new Map([[earlier.id, before]])
  if (later) sides.set(later.id, after)
  memory.latest = { key, sides, comparison }
  return { before, after, comparison }
}

function fleetNow(index: FleetIndex, facts: SideFacts): FleetSide {
  const devices = index.rows().map(({ device }) => device)
  return { ...facts, devices, fields: fieldsPresent(devices), unreadable: [] }
}

function summaryOf({ devices, fields: _fields, ...facts }: FleetSide): SideSummary {
  return { ...facts, count: devices.length }
}
