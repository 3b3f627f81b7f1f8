import type { Connection } from '../../api/connection.ts'
import { isOnline, unknownStatus, type Device } from '../../api/device.ts'
import { getDevice } from '../../api/devices.ts'
import { ApiError, type ApiErrorKind } from '../../api/errors.ts'
import { steadyNow } from '../../lib/clock.ts'
import { createPool } from '../../lib/concurrency.ts'
import { createStore } from '../../lib/store.ts'
import { parseTime } from '../../lib/time.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'
import { act } from './act.ts'
import { isStale, whatChanged } from './changes.ts'
import { toError } from './effect.ts'
import {
  countOutcomes,
  errorOf,
  notifySettled,
  type NotSentReason,
  type Outcome,
  type OutcomeCounts,
  type SettledAction,
} from './outcome.ts'
import { disabledReasonFor, type DeviceAction } from '../definitions.ts'
import type { RunContext, RunProgress } from './run-record.ts'

/** Concurrent requests: four take 200 devices at 200 ms in under 12 s without crowding the API. */
const concurrency = 4
/** Pause and ask after this many consecutive failures of the server or the network. */
const failuresBeforeAsking = 5
const notifyEveryMs = 100
/** Failures of the server or the network, as opposed to a single device. */
const troubleKinds: ReadonlySet<ApiErrorKind> = new Set([
  'server',
  'unreachable',
  'blocked',
  'timeout',
  'intercepted',
  'too-large',
  'wrong-address',
  'signed-out',
  'other-device',
])
/** Before this, an estimate of the time left would be a guess. */
const minBeforeEstimate = { devices: 4, ms: 1_000 }
/** No more of the time between two outcomes counts as work: the machine may have slept. */
const maxWorkMs = 20_000

export interface RunOptions extends Pick<RunContext, 'staleSince'> {
  /** Called before anything is sent for the device at `position`; positions only grow. */
  onStart?: (position: number) => void
}

/** An action over 1..n devices, each of which ends with an outcome. */
export type Run = ReturnType<typeof startRun>

/**
 * IDs of devices that a run still has to act on, and no other may. Taken at once, because a button is
 * disabled a frame late.
 */
const claims = sessionPart(() => new Set<string>())

/** Starts a run, which uses the same session to its end. Duplicate devices count once. */
export function startRun(
  session: Session,
  action: DeviceAction,
  targets: readonly Device[],
  options: RunOptions = {},
) {
  const { connection } = session
  const claimed = claims(session)
  const devices = [...new Map(targets.map((device) => [device.id, device])).values()]
  const ours = new Set(devices.map(({ id }) => id).filter((id) => !claimed.has(id)))
  for (const id of ours) claimed.add(id)

  const outcomes = new Map<string, Outcome>()
  const halt = new AbortController()
  let halted: NotSentReason | undefined
  let trouble: Error | undefined
  /** Every device has an outcome; when listeners were notified of all of them, it is finished. */
  let isOver = false
  let isFinished = false
  let next = 0
  let failuresInARow = 0
  /** Working time (ms) without pauses, up to the last outcome. */
  let worked = 0
  let workingSince = steadyNow()

  let unnotified: SettledAction[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let notified = Promise.resolve()
  const pool = createPool(concurrency)
  const progress = createStore(progressNow())

  function progressNow(): RunProgress {
    const counts = countOutcomes(outcomes.values())
    return {
      state: isFinished ? 'finished' : halted ? 'stopping' : trouble ? 'paused' : 'running',
      counts,
      msLeft: estimateLeft(counts),
      trouble,
      halted,
    }
  }

  function estimateLeft(counts: OutcomeCounts): number | undefined {
    const answered = outcomes.size - counts.skipped - counts['not-sent']
    if (answered < minBeforeEstimate.devices || worked < minBeforeEstimate.ms) return undefined
    return (worked / answered) * (devices.length - outcomes.size)
  }

  function notify(isLast = false): void {
    clearTimeout(timer)
    timer = undefined
    const settled = unnotified
    unnotified = []
    if (settled.length > 0 || isLast)
      notified = notified.then(() => notifySettled(session, { settled, isLast }))
    progress.set(progressNow())
  }

  function settle(id: string, outcome: Outcome): void {
    outcomes.set(id, { ...outcome, at: Date.now() })
    worked += Math.min(steadyNow() - workingSince, maxWorkMs)
    workingSince = steadyNow()
    if (ours.has(id)) claimed.delete(id)
    unnotified.push({ action, id, outcome })
    timer ??= setTimeout(notify, notifyEveryMs)
    learnFrom(outcome)
  }

  function learnFrom(outcome: Outcome): void {
    const error = errorOf(outcome)
    const kind = error instanceof ApiError ? error.kind : undefined
    if (kind === 'unauthorized' || kind === 'proxy-key-refused') stop('refused')
    else if (kind === 'forbidden') stop('forbidden')
    else if (error && kind && troubleKinds.has(kind)) {
      failuresInARow += 1
      if (failuresInARow < failuresBeforeAsking || halted || trouble) return
      if (next < devices.length) {
        trouble = error
        pool.pause()
        notify()
      }
    } else if (outcome.kind !== 'not-sent' && outcome.kind !== 'skipped') {
      failuresInARow = 0
    }
  }

  /** Sends nothing more, and waits for the requests in progress. */
  function stop(because: NotSentReason = 'stopped'): void {
    if (halted || isOver) return
    halted = because
    halt.abort()
    resume()
    notify()
  }

  function resume(): void {
    if (!trouble) return
    failuresInARow = 0
    workingSince = steadyNow()
    trouble = undefined
    pool.resume()
    notify()
  }

  async function outcomeOf(device: Device, position: number): Promise<Outcome> {
    // The rule comes first: after a stop, a retry would not send what it excludes.
    const against = disabledReasonFor(action, device)
    if (against !== undefined) return { kind: 'skipped', because: against }
    if (!ours.has(device.id)) return { kind: 'not-sent', because: 'in-progress' }
    if (halted) return { kind: 'not-sent', because: halted }
    options.onStart?.(position)
    try {
      const forStale = options.staleSince !== undefined
      const checked =
        forStale || isStale(device)
          ? await readBeforeActing(connection, action, device, halt.signal, forStale)
          : device
      const outcome =
        'kind' in checked
          ? checked
          : await act(session, action, checked, {
              signal: halt.signal,
              isPatient: devices.length > 1,
            })
      // Only this run knows why it was stopped.
      return outcome.kind === 'not-sent' && outcome.because === 'stopped' && halted
        ? { kind: 'not-sent', because: halted }
        : outcome
    } catch (error) {
      // `act` gives an outcome for everything it sent, so what throws wasn't sent.
      return { kind: 'not-sent', because: 'fault', error: toError(error) }
    }
  }

  const finished: Promise<ReadonlyMap<string, Outcome>> = pool
    .run(() => {
      const position = next
      const device = devices[position]
      if (!device) return undefined
      next += 1
      return async () => settle(device.id, await outcomeOf(device, position))
    })
    .then(async () => {
      isOver = true
      notify(true)
      await notified
      isFinished = true
      progress.set(progressNow())
      return outcomes
    })
  return {
    /** Outcomes so far, by device ID: a live map, which changes before `progress` does. */
    outcomes: outcomes as ReadonlyMap<string, Outcome>,
    progress,
    /** Resolves with one outcome for each ID after all listeners were notified; never rejects. */
    finished,
    stop,
    resume,
  }
}

/** Reads a device again: gives its new reading, or an outcome if it must not be acted on. */
async function readBeforeActing(
  connection: Connection,
  action: DeviceAction,
  confirmed: Device,
  signal: AbortSignal,
  forStale: boolean,
): Promise<Device | Outcome> {
  try {
    const { device } = await getDevice(connection, confirmed.id, signal)
    const because =
      (forStale ? signOfUse(device, confirmed) : whatChanged(confirmed, device)) ??
      disabledReasonFor(action, device)
    return because === undefined ? device : { kind: 'skipped', because }
  } catch (error) {
    if (!(error instanceof ApiError)) {
      if (signal.aborted) return { kind: 'not-sent', because: 'stopped' }
      throw error
    }
    if (error.kind === 'closed') return { kind: 'not-sent', because: 'stopped' }
    return error.kind === 'not-found' ? { kind: 'already-gone' } : { kind: 'failed', error }
  }
}

/** Why a device confirmed as stale may be in use, in words. Server times are compared with each other alone. */
function signOfUse(device: Device, confirmed: Device): string | undefined {
  if (isOnline(device)) return 'Connected since'
  if (device.status === unknownStatus && confirmed.status !== unknownStatus) return notComparable
  if (device.lastConnection === confirmed.lastConnection) return undefined
  const time = parseTime(device.lastConnection)
  const before = parseTime(confirmed.lastConnection)
  if (time === undefined) return notComparable
  if (confirmed.lastConnection === undefined) return 'Connected since'
  if (before === undefined) return notComparable
  return time > before ? 'Connected since' : undefined
}

const notComparable = 'Can’t tell whether it has connected since'
