import type { Device } from '../../api/device.ts'
import { byteOrderMark, csvRow } from '../../lib/csv.ts'
import { fileText } from '../../lib/file-text.ts'
import { fullName } from '../../device/owner.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import type { FileProblem } from '../table-file.ts'
import { changeNames } from './change-names.ts'
import {
  changeKinds,
  compareFleets,
  type Change,
  type ChangeKind,
  type Comparison,
  type Gap,
  type LeftOut,
} from './compare.ts'
import { fieldsPresent, readExport, type ReadExport } from './read-export.ts'

/** A file to compare. */
export interface ComparedFile {
  /** Tells files apart, because the worker reads each once. */
  id: string
  name: string
  file: Blob
}

export interface ChangesRequest {
  before: ComparedFile
  /** The devices of the snapshot when absent. */
  after?: ComparedFile | undefined
  /** Counts last connections, updates and checks, too. */
  withTimes: boolean
  /** The group whose rows are wanted; the first one with any when absent. */
  kind?: ChangeKind | undefined
}

/** The snapshot at the time of a question. */
export interface SnapshotFacts {
  /** ms since epoch. */
  takenAt: number
  /** True when no device is missing. */
  isComplete: boolean
  host: string
}

/** The facts that a side states. */
export interface SideFacts {
  takenAt: number | undefined
  gap: Gap | undefined
  host: string | undefined
  count: number
  /** Lines without an ID, which were left out. */
  unreadable: number[]
}

export interface ChangesAnswer {
  before: SideFacts
  after: SideFacts
  counts: Record<ChangeKind, number>
  leftOut: LeftOut[]
  /** Number of devices on both sides. */
  common: number
  /** The group of `rows`. */
  kind: ChangeKind
  /** At most `maxChanges`. */
  rows: Change[]
}

/** A file that can't be read, and why. */
export interface UnreadableFile {
  problem: FileProblem
  /** Its name. */
  fileName: string
}

/** The most devices a person can answer for in one run. */
export const maxChanges = 2_000
/** A larger file (bytes) would take the memory of the worker. */
const maxFileBytes = 300 * 2 ** 20

type Reading = Promise<ReadExport | { problem: FileProblem }>

/** What files are compared with, the files read last (two at most, by ID), and the last comparison. */
export interface ChangesMemory {
  readonly index: FleetIndex
  readonly files: Map<string, Reading>
  latest?: { key: string; comparison: Comparison }
}

type Sides = { before: ReadExport; after: ReadExport; comparison: Comparison }

/** Counts the changes between a file and the snapshot or another file, and lists those of one group. */
export async function askChanges(
  memory: ChangesMemory,
  request: ChangesRequest,
  facts: SnapshotFacts,
): Promise<ChangesAnswer | UnreadableFile> {
  const result = await compared(memory, request, facts)
  if ('problem' in result) return result
  const { before, after, comparison } = result
  const { changes, leftOut, common } = comparison
  const kind = request.kind ?? changeKinds.find((each) => changes[each].length > 0) ?? 'new'
  return {
    kind,
    before: factsOf(before),
    after: factsOf(after),
    counts: Object.fromEntries(changeKinds.map((each) => [each, changes[each].length])) as Record<
      ChangeKind,
      number
    >,
    leftOut,
    common,
    rows: changes[kind].slice(0, maxChanges).map((change) => ({
      ...change,
      device: withoutPosture(change.device),
    })),
  }
}

/** Writes the changes of one group or of all to a CSV: one row a change. */
export async function makeChangesFile(
  memory: ChangesMemory,
  request: ChangesRequest,
  facts: SnapshotFacts,
  kinds: readonly ChangeKind[],
): Promise<{ file: Blob; count: number }> {
  const result = await compared(memory, request, facts)
  const changes =
    'problem' in result ? [] : kinds.flatMap((kind) => result.comparison.changes[kind])
  const heading = csvRow([
    'Change',
    'ID',
    'Name',
    'Hardware ID',
    'Owner',
    'Owner e-mail',
    'Before',
    'After',
  ])
  const pieces = [byteOrderMark + heading, ...changes.map(rowOf)]
  return { file: new Blob(pieces, { type: 'text/csv;charset=utf-8' }), count: changes.length }
}

function rowOf({ kind, device, before, after }: Change): string {
  const { id, name, hardwareId, owner } = device
  return csvRow([
    changeNames[kind],
    id,
    name,
    hardwareId,
    fullName(owner),
    owner?.email,
    before,
    after,
  ])
}

async function compared(
  memory: ChangesMemory,
  { before: earlier, after: later, withTimes }: ChangesRequest,
  facts: SnapshotFacts,
): Promise<Sides | UnreadableFile> {
  const { index, files, latest } = memory
  const before = await readOnce(files, earlier, later)
  if ('problem' in before) return { ...before, fileName: earlier.name }
  const after = later ? await readOnce(files, later, earlier) : snapshotSide(index, facts)
  if ('problem' in after) return { ...after, fileName: later?.name ?? '' }
  const key = JSON.stringify([
    earlier.id,
    later?.id ?? [index.revision(), facts.isComplete, facts.takenAt],
    withTimes,
  ])
  const comparison =
    latest?.key === key ? latest.comparison : compareFleets(before, after, { withTimes })
  memory.latest = { key, comparison }
  return { before, after, comparison }
}

function readOnce(
  files: ChangesMemory['files'],
  { id, name, file }: ComparedFile,
  other: ComparedFile | undefined,
): Reading {
  for (const known of files.keys()) if (known !== id && known !== other?.id) files.delete(known)
  const known = files.get(id)
  if (known) return known
  const reading = read(name, file)
  files.set(id, reading)
  return reading
}

async function read(name: string, file: Blob): Reading {
  if (file.size > maxFileBytes) {
    return {
      problem: {
        title: 'This file is larger than 300 MB',
        nextStep:
          'Choose an export of this console. Not even one of 250,000 devices is that large.',
      },
    }
  }
  return readExport(await fileText(file), name)
}

function snapshotSide(index: FleetIndex, { takenAt, isComplete, host }: SnapshotFacts): ReadExport {
  const devices = index.rows().map(({ device }) => device)
  return {
    devices,
    takenAt,
    gap: isComplete ? undefined : 'incomplete',
    fields: fieldsPresent(devices),
    host,
    unreadable: [],
  }
}

function factsOf({ takenAt, gap, host, devices, unreadable }: ReadExport): SideFacts {
  return { takenAt, gap, host, count: devices.length, unreadable }
}

/** The page shows no posture, and it is the largest part of a device. */
function withoutPosture({ posture: _posture, ...device }: Device): Device {
  return device
}
