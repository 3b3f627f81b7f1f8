import type { Connection } from '../../api/connection.ts'
import type { Device } from '../../api/device.ts'
import { mapConcurrent } from '../../lib/concurrency.ts'
import { createSessionStore } from '../../lib/session-store.ts'
import { wait } from '../../lib/wait.ts'
import { findEffect, lookForEffect } from '../run/effect.ts'
import { queryOtherTabs } from '../run/other-tabs.ts'
import { countOutcomes, errorOf, notifySettled, type Outcome } from '../run/outcome.ts'
import { persistEnd, parsePersistedRuns, withOutcomes } from './persisted-runs.ts'
import { addRun, runById, updateRun } from '../run/run-list.ts'
import { isUnderWay, type RunRecord } from '../run/run-record.ts'

/** Concurrent reads. */
const concurrency = 4
/** Delays (ms) between the looks at devices with unknown outcomes after a run. */
const laterLooksMs = [10_000, 30_000, 120_000]
/** Interval (ms) at which another tab is asked about its run. */
const askEveryMs = 2_000

/** Earlier runs that another key encrypted: they may belong to another network. */
export const encryptedRuns = createSessionStore<readonly RunRecord[]>([])

/** Restores the runs of this connection's key; those of other keys wait to be recognized. */
export async function restoreRuns(connection: Connection, signal: AbortSignal): Promise<void> {
  const isOver = () => signal.aborted || connection.closed.aborted
  for (const run of await parsePersistedRuns(connection)) {
    if (isOver()) return
    if (runById(run.id)) continue
    // The key that decrypts a run is the key it was made with.
    const isOurs = !run.isEncrypted || run.connection === connection.id
    if (isOurs) await takeUpUnlessElsewhere(connection, run, signal)
    else encryptedRuns.set([...encryptedRuns.get(), run])
  }
}

/**
 * Takes up runs that another key encrypted once this connection has read one of their devices: with
 * another network's key, all of their devices would seem to be gone.
 */
export function recognizeRuns(connection: Connection, read: readonly Pick<Device, 'id'>[]): void {
  if (encryptedRuns.get().length === 0 || connection.closed.aborted) return
  const ids = new Set(read.map(({ id }) => id))
  const known = encryptedRuns.get().filter(({ devices }) => devices.some(({ id }) => ids.has(id)))
  if (known.length === 0) return
  encryptedRuns.set(encryptedRuns.get().filter((run) => !known.includes(run)))
  for (const run of known) void takeUpUnlessElsewhere(connection, run, connection.closed)
}

/**
 * Reads devices with an open or unknown outcome again, and records what is found. Devices without any
 * answer yet are read twice, seconds apart.
 */
export async function recheck(connection: Connection, id: string): Promise<void> {
  const run = runById(id)
  if (!run || isUnderWay(run) || run.state === 'elsewhere' || run.isLooking) return
  updateRun(id, (latest) => ({ ...latest, isLooking: true }))
  try {
    const open = withoutKnownOutcome(run)
    await mapConcurrent(open, concurrency, async (device) => {
      const before = run.outcomes.get(device.id)
      const error = before && errorOf(before)
      const outcome = before
        ? await lookForEffect(connection, run.action, device.id, error)
        : await findEffect(connection, run.action, device.id)
      // A failed look doesn't replace what an earlier one found.
      if (outcome.kind === 'unknown' && outcome.unchangedAt === undefined && before) return
      const settled = [{ action: run.action, id: device.id, outcome }]
      await notifySettled({ connection, settled, isLast: false })
      record(id, device.id, outcome)
    })
    if (open.length > 0) await notifySettled({ connection, settled: [], isLast: true })
    updateRun(id, (latest) => ({ ...latest, finishedAt: latest.finishedAt ?? Date.now() }))
    const latest = runById(id)
    if (latest) persistEnd(connection, latest)
  } finally {
    updateRun(id, ({ isLooking: _isLooking, ...latest }) => latest)
  }
}

/** Looks again several times, because a request without an answer may take effect much later. */
export async function scheduleRechecks(connection: Connection, id: string): Promise<void> {
  for (const afterMs of laterLooksMs) {
    await wait(afterMs, connection.closed).catch(() => undefined)
    const run = runById(id)
    if (connection.closed.aborted || !run || run.counts.unknown === 0) return
    await recheck(connection, id)
  }
}

/** Adds an earlier run; one that another tab is running is followed instead of looked at. */
async function takeUpUnlessElsewhere(
  connection: Connection,
  run: RunRecord,
  signal: AbortSignal,
): Promise<void> {
  const outcomes = run.state === 'interrupted' ? await queryOtherTabs(run.id) : undefined
  if (signal.aborted || connection.closed.aborted) return
  if (outcomes === undefined) {
    takeUp(connection, run)
    return
  }
  addRun({ ...asElsewhere(run, outcomes), connection: connection.id })
  void followElsewhere(connection, run, signal)
}

/** Adds an earlier run, and finds the outcomes it doesn't know. */
function takeUp(connection: Connection, run: RunRecord): void {
  addRun({ ...run, connection: connection.id })
  if (withoutKnownOutcome(run).length === 0) return
  void recheck(connection, run.id).then(() => scheduleRechecks(connection, run.id))
}

function withoutKnownOutcome({ devices, outcomes }: RunRecord): Device[] {
  return devices.filter(({ id }) => {
    const kind = outcomes.get(id)?.kind
    return kind === undefined || kind === 'unknown'
  })
}

function record(id: string, deviceId: string, outcome: Outcome): void {
  updateRun(id, (run) => {
    const outcomes = new Map(run.outcomes).set(deviceId, { ...outcome, at: Date.now() })
    return { ...run, outcomes, counts: countOutcomes(outcomes.values()) }
  })
}

/** Follows a run of another tab until it is over, or that tab no longer answers. */
async function followElsewhere(
  connection: Connection,
  run: RunRecord,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await wait(askEveryMs, signal).catch(() => undefined)
    if (signal.aborted || connection.closed.aborted) return
    const outcomes = await queryOtherTabs(run.id)
    if (outcomes === undefined) break
    updateRun(run.id, (latest) => asElsewhere(latest, outcomes))
  }
  // After its last answer, the other tab may have sent a request for any device.
  updateRun(run.id, (latest) => {
    const outcomes = new Map([...latest.outcomes].filter(([, { kind }]) => kind !== 'not-sent'))
    const counts = countOutcomes(outcomes.values())
    return { ...latest, outcomes, counts, halted: 'interrupted', state: 'interrupted' }
  })
  await recheck(connection, run.id)
}

function asElsewhere(run: RunRecord, outcomes: unknown): RunRecord {
  return { ...withOutcomes(run, outcomes, run.devices.length), state: 'elsewhere' }
}
