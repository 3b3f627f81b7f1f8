import type { SortEntry } from '../../device/fields.ts'
import { fullName } from '../../device/owner.ts'
import { writeTable } from '../files/export.ts'
import type { GivenFile } from '../files/given-file.ts'
import { maxProposed } from '../requests.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import { readFile } from '../files/table-file.ts'
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
  /** Of the snapshot. */
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

const columns = ['Change', 'ID', 'Name', 'Hardware ID', 'Owner', 'Owner e-mail', 'Before', 'After']

/** Makes the answers about changes; each file is read once, and each comparison made once. */
export function createChangeQuestions(index: FleetIndex) {
  /** The last comparison, and its sides by the ID of their file. */
  let latest:
    | { key: string; sides: ReadonlyMap<string, FleetSide>; comparison: Comparison }
    | undefined

  async function compared(job: Job, { before: earlier, after: later, now }: ChangesRequest) {
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
    latest = { key, sides, comparison }
    return { before, after, comparison }
  }

  return {
    /** Counts the changes, and lists those of one group, by default the first with any. */
    async changes(
      job: Job,
      request: ChangesRequest,
      { kind: asked, sort }: { kind: ChangeKind | undefined; sort: readonly SortEntry[] },
    ): Promise<ChangesAnswer> {
      const { before, after, comparison } = await compared(job, request)
      const { changes, ...proof } = comparison
      const kind = asked ?? changeKindNames.find((each) => changes[each].length > 0) ?? 'new'
      const counts = changeKindNames.map((each) => [each, changes[each].length])
      return {
        ...proof,
        kind,
        before: summaryOf(before),
        after: summaryOf(after),
        counts: Object.fromEntries(counts) as ChangesAnswer['counts'],
        rows: index.sortByDevice(changes[kind], sort).slice(0, maxProposed),
      }
    },
    /** Writes the changes of these groups to a CSV: one row a change. */
    async changesFile(job: Job, request: ChangesRequest, kinds: readonly ChangeKind[]) {
      const { comparison } = await compared(job, request)
      const changes = kinds.flatMap((kind) => comparison.changes[kind])
      return writeTable(columns, changes, job, ({ kind, device, before, after }) => {
        const { id, name, hardwareId, owner } = device
        const change = changeKinds[kind].name
        return [[change, id, name, hardwareId, fullName(owner), owner?.email, before, after]]
      })
    },
  }
}

function fleetNow(index: FleetIndex, facts: SideFacts): FleetSide {
  const devices = index.rows().map(({ device }) => device)
  return { ...facts, devices, fields: fieldsPresent(devices), unreadable: [] }
}

function summaryOf({ devices, fields: _fields, ...facts }: FleetSide): SideSummary {
  return { ...facts, count: devices.length }
}
