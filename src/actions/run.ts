import type { Connection } from '../api/connection.ts'
import { isOnline, unknownStatus, type Device } from '../api/device.ts'
import { getDevice } from '../api/devices.ts'
import { ApiError, type ApiErrorKind } from '../api/errors.ts'
import { createStore, type Store } from '../lib/store.ts'
import { parseTime } from '../lib/time.ts'
import { act } from './act.ts'
import { isStale, whatChanged } from './changes.ts'
import {
  noOutcomes,
  notifySettled,
  type NotSentReason,
  type Outcome,
  type OutcomeCounts,
  type SettledAction,
} from './outcome.ts'
import { reasonAgainst, type DeviceAction } from './device-actions.ts'
import type { RunContext } from './run-record.ts'

/** Requests under way at once: four keep 200 devices under 12 s at 200 ms without crowding the API. */
const concurrency = 4
/** Pause and ask after this many consecutive failures of the server or the network. */
const failuresBeforeAsking = 5
const notifyEveryMs = 100
/** Failures of the server, the network or something between, not of one device. */
const troubleKinds: ReadonlySet<ApiErrorKind> = new Set([
  'server',
  'unreachable',
  'timeout',
  'unreadable',
  'other-device',
])
/** Before this much of a run, how long it takes is a guess. */
const leastBeforeEstimate = { devices: 4, ms: 1_000 }

export interface RunOptions extends Pick<RunContext, 'staleSince'> {
  /** Called before anything is sent for the device at `position`; positions only grow. */
  onStart?: (position: number) => void
}

export interface RunProgress {
  state: 'running' | 'paused' | 'stopping' | 'finished'
  counts: OutcomeCounts
  /** Milliseconds until the last device, as far as the ones so far tell. */
  msLeft?: number
  /** Why it paused: the last of the failures in a row. */
  trouble?: Error
  /** Why nothing more is sent, once that is so. */
  halted?: NotSentReason
}

/** The one way to act: an action over 1..n devices, each of which ends with an outcome. */
export interface Run {
  /** Outcomes so far, by device id: the live map, told of by `progress`. */
  outcomes: ReadonlyMap<string, Outcome>
  /** Changes at most ten times a second. */
  progress: Store<RunProgress>
  /** Resolves with one outcome for each id, when all listeners have heard; never rejects. */
  finished: Promise<ReadonlyMap<string, Outcome>>
  /** Sends nothing more; what is under way is waited for. */
  stop: (because?: NotSentReason) => void
  /** Goes on after a pause. */
  resume: () => void
}

/** Devices that a run of this tab has before it: no second run sends anything for them. */
const claimed = new Set<string>()

/** Starts a run by a connection, which it holds to its end. Devices given twice count once. */
export function startRun(
  connection: Connection,
  action: DeviceAction,
  targets: readonly Device[],
  options: RunOptions = {},
): Run {
  const devices = [...new Map(targets.map((device) => [device.id, device])).values()]
  const ours = new Set(devices.map(({ id }) => id).filter((id) => !claimed.has(id)))
  for (const id of ours) claimed.add(id)

  const outcomes = new Map<string, Outcome>()
  const counts = noOutcomes()
  const halt = new AbortController()
  let halted: NotSentReason | undefined
  let pause: (PromiseWithResolvers<void> & { trouble: Error }) | undefined
  let isOver = false
  let next = 0
  let failuresInARow = 0
  /** Milliseconds at work, pauses left out: up to `workingSince`, which is when it last went on. */
  let worked = 0
  let workingSince = Date.now()

  let unnotified: SettledAction[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let notified = Promise.resolve()
  const progress = createStore(progressNow())

  function progressNow(): RunProgress {
    return {
      state: isOver ? 'finished' : halted ? 'stopping' : pause ? 'paused' : 'running',
      counts: { ...counts },
      ...estimate(),
      ...(pause && { trouble: pause.trouble }),
      ...(halted && { halted }),
    }
  }

  function estimate(): Pick<RunProgress, 'msLeft'> {
    const ms = worked + (pause ? 0 : Date.now() - workingSince)
    const answered = outcomes.size - counts.skipped - counts['not-sent']
    if (answered < leastBeforeEstimate.devices || ms < leastBeforeEstimate.ms) return {}
    return { msLeft: (ms / answered) * (devices.length - outcomes.size) }
  }

  function notify(isLast = false): void {
    clearTimeout(timer)
    timer = undefined
    const settled = unnotified
    unnotified = []
    if (settled.length > 0 || isLast)
      notified = notified.then(() => notifySettled({ connection, settled, isLast }))
    progress.set(progressNow())
  }

  function settle(id: string, outcome: Outcome): void {
    outcomes.set(id, outcome)
    counts[outcome.kind] += 1
    if (ours.has(id)) claimed.delete(id)
    unnotified.push({ action, id, outcome })
    timer ??= setTimeout(notify, notifyEveryMs)
    learnFrom(outcome)
  }

  function learnFrom(outcome: Outcome): void {
    const error = 'error' in outcome ? outcome.error : undefined
    const kind = error instanceof ApiError ? error.kind : undefined
    if (kind === 'unauthorized') stop('refused')
    else if (kind === 'forbidden') stop('forbidden')
    else if (error && kind && troubleKinds.has(kind)) {
      failuresInARow += 1
      if (failuresInARow < failuresBeforeAsking || halted || pause) return
      if (next < devices.length) {
        worked += Date.now() - workingSince
        pause = { ...Promise.withResolvers<void>(), trouble: error }
        notify()
      }
    } else if (outcome.kind !== 'not-sent' && outcome.kind !== 'skipped') {
      failuresInARow = 0
    }
  }

  function stop(because: NotSentReason = 'stopped'): void {
    if (halted || isOver) return
    halted = because
    halt.abort()
    resume()
    notify()
  }

  function resume(): void {
    if (!pause) return
    failuresInARow = 0
    workingSince = Date.now()
    pause.resolve()
    pause = undefined
    notify()
  }

  async function outcomeOf(device: Device, position: number): Promise<Outcome> {
    // Asked first: what the rule excludes is not left over by a stop, and no retry would send it.
    const against = reasonAgainst(action, device)
    if (against !== undefined) return { kind: 'skipped', because: against }
    if (!ours.has(device.id)) return { kind: 'not-sent', because: 'in-progress' }
    if (halted) return { kind: 'not-sent', because: halted }
    options.onStart?.(position)
    try {
      const mustRecheck = options.staleSince !== undefined || isStale(device)
      const reason =
        mustRecheck &&
        (await recheck(connection, action, device, halt.signal, options.staleSince !== undefined))
      const outcome =
        reason ||
        (await act(connection, action, device.id, {
          signal: halt.signal,
          isPatient: devices.length > 1,
        }))
      // Only this run knows why it was stopped.
      return outcome.kind === 'not-sent' && outcome.because === 'stopped' && halted
        ? { kind: 'not-sent', because: halted }
        : outcome
    } catch (error) {
      // `act` accounts for all that was sent: what is thrown here was not.
      return {
        kind: 'not-sent',
        because: 'fault',
        error: error instanceof Error ? error : new Error(String(error)),
      }
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      await pause?.promise
      // Paused again while this one woke up.
      if (pause) continue
      const position = next
      const device = devices[position]
      if (!device) return
      next += 1
      settle(device.id, await outcomeOf(device, position))
    }
  }

  const finished = Promise.all(Array.from({ length: concurrency }, work)).then(async () => {
    isOver = true
    notify(true)
    await notified
    return outcomes
  })
  return { outcomes, progress, finished, stop, resume }
}

/** Reads a device again before its turn: an outcome when it is not to be acted on, otherwise nothing. */
async function recheck(
  connection: Connection,
  action: DeviceAction,
  confirmed: Device,
  signal: AbortSignal,
  forStale: boolean,
): Promise<Outcome | undefined> {
  try {
    const { device } = await getDevice(connection, confirmed.id, signal)
    const because =
      (forStale ? signOfUse(device, confirmed) : whatChanged(confirmed, device)) ??
      reasonAgainst(action, device)
    return because === undefined ? undefined : { kind: 'skipped', because }
  } catch (error) {
    if (!(error instanceof ApiError)) {
      if (signal.aborted) return { kind: 'not-sent', because: 'stopped' }
      throw error
    }
    if (error.kind === 'closed') return { kind: 'not-sent', because: 'stopped' }
    return error.kind === 'not-found' ? { kind: 'already-gone' } : { kind: 'failed', error }
  }
}

/**
 * Why a device that was confirmed for being stale may be in use, in words. Server times are compared
 * with server times alone, and what cannot be compared may be a new connection.
 */
function signOfUse(device: Device, confirmed: Device): string | undefined {
  if (isOnline(device)) return 'Connected since'
  if (device.status === unknownStatus && confirmed.status !== unknownStatus) return notComparable
  if (device.lastConnection === confirmed.lastConnection) return undefined
  const time = parseTime(device.lastConnection)
  const before = parseTime(confirmed.lastConnection)
  if (device.lastConnection === undefined || time === undefined) return notComparable
  if (confirmed.lastConnection === undefined) return 'Connected since'
  if (before === undefined) return notComparable
  return time > before ? 'Connected since' : undefined
}

const notComparable = 'Can’t tell whether it has connected since'
