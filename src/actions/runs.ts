import type { Device } from '../api/device.ts'
import { ApiError } from '../api/errors.ts'
import { createStore } from '../lib/store.ts'
import { randomId } from '../lib/random-id.ts'
import { wait } from '../lib/wait.ts'
import { session } from '../session/session.ts'
import { connectionId } from '../session/vault.ts'
import { getDevice } from '../api/devices.ts'
import { whatIsTrue } from './act.ts'
import { forgetKept, keepOutcomes, keepRun, keepSent, restoreRuns } from './kept-runs.ts'
import { isGone, noOutcomes, tellSettled, type Outcome } from './outcome.ts'
import { isUnderWay, settledCount, type RunContext, type RunRecord } from './run-record.ts'
import { startRun, type Run } from './run.ts'
import { targetsOf, type DeviceAction } from './rules.ts'

/** More runs than this are more than a receipt list is read for; the oldest finished ones go first. */
const mostRuns = 100
const keepEveryMs = 1_000
/** Re-reads at once after an interruption. */
const lanes = 4
/** A request that was under way when the page went may still take effect: what looks unchanged is read again after this. */
const secondLookAfterMs = 2_000
/** Devices that are looked for under another key before it is taken for another network's. */
const mostLookedFor = 5

/** This session's runs, newest first: this browser's record, not an audit log. */
export const runs = createStore<readonly RunRecord[]>(restoreRuns())

/** True while a run sends: what reads the whole fleet holds still meanwhile. */
export const isSending = createStore(false)
runs.subscribe(() => {
  isSending.set(runs.get().some((run) => isUnderWay(run) && run.state !== 'paused'))
})

const engines = new Map<string, Run>()
const beingLookedAt = new Set<string>()

/** The run of that id, if this tab knows it. */
export function runById(id: string): RunRecord | undefined {
  return runs.get().find((run) => run.id === id)
}

/** Starts a run over devices that were confirmed, and records it. `finished` gives the record at its end. */
export function beginRun(
  action: DeviceAction,
  devices: readonly Device[],
  context: RunContext = {},
): { id: string; finished: Promise<RunRecord> } {
  const id = randomId()
  const record: RunRecord = {
    id,
    action,
    createdAt: Date.now(),
    devices: devices.map(({ posture: _posture, ...device }) => device),
    targets: targetsOf(action, devices),
    outcomes: new Map(),
    counts: noOutcomes(),
    state: 'running',
    connection: connectionId(),
    ...context,
  }
  // Kept before the first request leaves: an interruption finds all of it.
  keepRun(record)
  const engine = startRun(action, devices, {
    staleSince: context.staleSince,
    onStart: (position) => keepSent(id, position + 1),
  })
  engines.set(id, engine)
  runs.set(bounded([{ ...record, outcomes: engine.outcomes }, ...runs.get()]))

  let keepTimer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    clearTimeout(keepTimer)
    keepTimer = undefined
    const run = runById(id)
    if (run) keepOutcomes(run)
  }
  const follow = () => {
    const { state, counts, trouble, halted, msLeft } = engine.progress.get()
    update(id, ({ trouble: _trouble, msLeft: _msLeft, ...run }) => ({
      ...run,
      counts,
      // The end is told below, when every copy agrees with it.
      state: state === 'finished' ? run.state : state,
      ...(msLeft !== undefined && { msLeft }),
      ...(trouble && { trouble }),
      ...(halted && { halted }),
    }))
    keepTimer ??= setTimeout(keep, keepEveryMs)
  }
  const unfollow = engine.progress.subscribe(follow)
  const finished = engine.finished.then(() => {
    unfollow()
    follow()
    engines.delete(id)
    const end: Pick<RunRecord, 'state' | 'finishedAt'> = {
      state: 'finished',
      finishedAt: Date.now(),
    }
    update(id, (run) => ({ ...run, ...end }))
    keep()
    return runById(id) ?? { ...record, outcomes: engine.outcomes, ...end }
  })
  return { id, finished }
}

/** Sends nothing more of a run; what is under way is waited for. */
export function stopRun(id: string): void {
  engines.get(id)?.stop()
}

/** Goes on with a run that paused after failures in a row. */
export function resumeRun(id: string): void {
  engines.get(id)?.resume()
}

/** Takes away the notice of how a run ended; its receipt stays. */
export function putAway(id: string): void {
  update(id, (run) => ({ ...run, isPutAway: true }))
  const run = runById(id)
  if (run) keepOutcomes(run)
}

/**
 * Whether the key in use reaches the devices of a run. It does when it is the key of the run, or
 * finds a device that the run may have left there; with another network's key every device would
 * seem to be gone.
 */
export async function isReachable(id: string): Promise<boolean> {
  const run = runById(id)
  const connection = connectionId()
  if (!run || run.connection === connection) return true
  const mayBeThere = run.devices.filter(
    (device) => !isGone(run.action, run.outcomes.get(device.id)),
  )
  for (const device of mayBeThere.slice(0, mostLookedFor)) {
    try {
      await getDevice(device.id)
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'not-found') continue
      // No answer is no evidence against it, and the reads to come will say the same.
      return true
    }
    update(id, (latest) => ({ ...latest, connection }))
    return true
  }
  return mayBeThere.length === 0
}

/** Reads devices whose outcome is open or unknown again, and tells what is true of them. */
export async function lookAgain(id: string): Promise<void> {
  const run = runById(id)
  if (!run || isUnderWay(run) || beingLookedAt.has(id)) return
  beingLookedAt.add(id)
  const open = run.devices.filter((device) => {
    const outcome = run.outcomes.get(device.id)
    return outcome === undefined || outcome.kind === 'unknown'
  })
  const canTell = open.length === 0 || (await isReachable(id))
  const look = async (device: Device) => {
    const before = run.outcomes.get(device.id)
    const error =
      before?.kind === 'unknown' && before.error instanceof ApiError ? before.error : undefined
    return canTell ? whatIsTrue(run.action, device.id, error) : { kind: 'unknown' as const }
  }
  const tell = async (device: Device, outcome: Outcome) => {
    await tellSettled({ settled: [{ action: run.action, id: device.id, outcome }], isLast: false })
    note(id, device.id, outcome)
  }
  const unchanged: Device[] = []
  await inLanes(open, async (device) => {
    const outcome = await look(device)
    if (outcome.kind === 'failed' && !outcome.error) unchanged.push(device)
    else await tell(device, outcome)
  })
  if (unchanged.length > 0) await wait(secondLookAfterMs)
  await inLanes(unchanged, async (device) => tell(device, await look(device)))
  if (open.length > 0) await tellSettled({ settled: [], isLast: true })
  update(id, (latest) => ({ ...latest, finishedAt: latest.finishedAt ?? Date.now() }))
  const latest = runById(id)
  if (latest) keepOutcomes(latest)
  beingLookedAt.delete(id)
}

/**
 * Minds the runs for as long as the page lives: finds out what became of interrupted
 * ones, stops at the end of a session, warns before the page is closed in the middle
 * of one. Returns the way to stop that.
 */
export function mindRuns(): () => void {
  const followSession = () => {
    const current = session.get()
    if (current.open) {
      for (const run of runs.get()) if (hasOpenEnds(run)) void lookAgain(run.id)
      return
    }
    const because = current.because === 'not-connected' ? 'interrupted' : current.because
    for (const engine of engines.values()) engine.stop(because)
    if (current.because !== 'signed-out') return
    // Receipts name people and devices: they go with the session that a person ended.
    runs.set([])
    forgetKept()
  }
  const warn = (event: BeforeUnloadEvent) => {
    if (runs.get().some(isUnderWay)) event.preventDefault()
  }
  const keepAll = () => {
    for (const run of runs.get()) if (isUnderWay(run)) keepOutcomes(run)
  }
  followSession()
  const unfollow = session.subscribe(followSession)
  addEventListener('beforeunload', warn)
  addEventListener('pagehide', keepAll)
  return () => {
    unfollow()
    removeEventListener('beforeunload', warn)
    removeEventListener('pagehide', keepAll)
  }
}

async function inLanes(
  devices: readonly Device[],
  work: (device: Device) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let device = devices[next]; device; device = devices[next]) {
      next += 1
      await work(device)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

function hasOpenEnds(run: RunRecord): boolean {
  return run.state === 'interrupted' && settledCount(run) < run.devices.length
}

function note(id: string, deviceId: string, outcome: Outcome): void {
  update(id, (run) => {
    const counts = { ...run.counts }
    const before = run.outcomes.get(deviceId)
    if (before) counts[before.kind] -= 1
    counts[outcome.kind] += 1
    return { ...run, counts, outcomes: new Map(run.outcomes).set(deviceId, outcome) }
  })
}

function update(id: string, change: (run: RunRecord) => RunRecord): void {
  runs.set(runs.get().map((run) => (run.id === id ? change(run) : run)))
}

function bounded(all: RunRecord[]): RunRecord[] {
  return all.filter((run, position) => position < mostRuns || isUnderWay(run))
}
