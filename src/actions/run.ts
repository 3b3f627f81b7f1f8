import { isOnline, type Device } from '../api/device.ts'
import { getDevice } from '../api/devices.ts'
import { ApiError, type ApiErrorKind } from '../api/errors.ts'
import { createStore, type Store } from '../lib/store.ts'
import { parseTime } from '../lib/time.ts'
import { act } from './act.ts'
import {
  noOutcomes,
  tellSettled,
  type NotSentReason,
  type Outcome,
  type OutcomeCounts,
  type SettledAction,
} from './outcome.ts'
import { reasonAgainst, type DeviceAction } from './rules.ts'
import type { RunContext } from './run-record.ts'

/** Requests under way at once: four keep 200 devices under 12 s at 200 ms without crowding the API. */
const lanes = 4
/** So many failures of the server or the network in a row, and going on is for a person to decide. */
const failuresBeforeAsking = 5
const tellEveryMs = 100
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

/** What a run has to know of a device. */
export type RunTarget = Pick<Device, 'id' | 'status' | 'active' | 'lastConnection'>

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

/** Starts a run. Devices given twice count once. */
export function startRun(
  action: DeviceAction,
  targets: readonly RunTarget[],
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

  let untold: SettledAction[] = []
  let tellTimer: ReturnType<typeof setTimeout> | undefined
  let told = Promise.resolve()
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

  function tell(isLast = false): void {
    clearTimeout(tellTimer)
    tellTimer = undefined
    const settled = untold
    untold = []
    if (settled.length > 0 || isLast) told = told.then(() => tellSettled({ settled, isLast }))
    progress.set(progressNow())
  }

  function settle(id: string, outcome: Outcome): void {
    outcomes.set(id, outcome)
    counts[outcome.kind] += 1
    if (ours.has(id)) claimed.delete(id)
    untold.push({ action, id, outcome })
    tellTimer ??= setTimeout(tell, tellEveryMs)
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
        tell()
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
    tell()
  }

  function resume(): void {
    if (!pause) return
    failuresInARow = 0
    workingSince = Date.now()
    pause.resolve()
    pause = undefined
    tell()
  }

  async function outcomeOf(device: RunTarget, position: number): Promise<Outcome> {
    // Asked first: what the rule excludes is not left over by a stop, and no retry would send it.
    const against = reasonAgainst(action, device)
    if (against !== undefined) return { kind: 'skipped', because: against }
    if (!ours.has(device.id)) return { kind: 'not-sent', because: 'in-progress' }
    if (halted) return { kind: 'not-sent', because: halted }
    options.onStart?.(position)
    try {
      const reason =
        options.staleSince !== undefined &&
        (await recheckStale(action, device, options.staleSince, halt.signal))
      const outcome =
        reason ||
        (await act(action, device.id, { signal: halt.signal, isPatient: devices.length > 1 }))
      // Only this run knows why it was stopped.
      return outcome.kind === 'not-sent' && outcome.because === 'stopped' && halted
        ? { kind: 'not-sent', because: halted }
        : outcome
    } catch (error) {
      return { kind: 'unknown', error: error instanceof Error ? error : new Error(String(error)) }
    }
  }

  async function lane(): Promise<void> {
    for (;;) {
      await pause?.promise
      // Paused again while this lane woke up.
      if (pause) continue
      const position = next
      const device = devices[position]
      if (!device) return
      next += 1
      settle(device.id, await outcomeOf(device, position))
    }
  }

  const finished = Promise.all(Array.from({ length: lanes }, lane)).then(async () => {
    isOver = true
    tell(true)
    await told
    return outcomes
  })
  return { outcomes, progress, finished, stop, resume }
}

/** Reads a stale device again: an outcome when it is not to be acted on, otherwise nothing. */
async function recheckStale(
  action: DeviceAction,
  chosen: RunTarget,
  chosenAt: number,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  try {
    const { device } = await getDevice(chosen.id, signal)
    const against = hasConnected(device, chosen, chosenAt)
      ? 'Connected since'
      : reasonAgainst(action, device)
    return against === undefined ? undefined : { kind: 'skipped', because: against }
  } catch (error) {
    if (signal.aborted && !(error instanceof ApiError))
      return { kind: 'not-sent', because: 'stopped' }
    if (!(error instanceof ApiError)) throw error
    return error.kind === 'not-found' ? { kind: 'already-gone' } : { kind: 'failed', error }
  }
}

function hasConnected(device: Device, chosen: RunTarget, chosenAt: number): boolean {
  if (isOnline(device)) return true
  if (device.lastConnection === undefined) return false
  const time = parseTime(device.lastConnection)
  // What cannot be compared may be a new connection.
  if (time === undefined) return device.lastConnection !== chosen.lastConnection
  const before = chosen.lastConnection === undefined ? undefined : parseTime(chosen.lastConnection)
  // Both times are the server's; ours is only asked as well.
  return before === undefined || time > before || time >= chosenAt
}
