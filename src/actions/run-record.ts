import type { Device } from '../api/device.ts'
import type { NotSentReason, Outcome, OutcomeCounts } from './outcome.ts'
import type { DeviceAction } from './device-actions.ts'

/** Optional metadata for a run. */
export interface RunContext {
  /** What it is for, as its heading: "Clean up stale devices". */
  label?: string | undefined
  /**
   * The moment (ms since epoch) at which the devices were selected for being stale: each is
   * rechecked before its call, and skipped when it has connected since.
   */
  staleSince?: number | undefined
  /** When the oldest of the devices was read (ms since epoch); without it nothing is said of their age. */
  readAt?: number | undefined
  /** Id of the run that this one goes on with. */
  continues?: string | undefined
}

/** One run as this browser knows it; replaced by a new object with each change. */
export interface RunRecord extends RunContext {
  id: string
  action: DeviceAction
  /** Milliseconds since the epoch, like every time here. */
  createdAt: number
  finishedAt?: number
  /** Id of the connection that is known to reach these devices. */
  connection: string
  /** As they were confirmed, those included that the rule excludes. */
  devices: readonly Device[]
  /** How many of them the action was confirmed for. */
  targets: number
  /** By device id: a live map, which changes in place. */
  outcomes: ReadonlyMap<string, Outcome>
  counts: OutcomeCounts
  /**
   * `interrupted`: the page was reloaded or closed meanwhile; outcomes may still be looked for.
   * `elsewhere`: another tab runs it, of which this one is a copy.
   */
  state: 'running' | 'paused' | 'stopping' | 'finished' | 'interrupted' | 'elsewhere'
  /** Milliseconds until the last device, while that can be told. */
  msLeft?: number
  /** A person has seen how it ended and dismissed the notice of it. */
  isDismissed?: boolean
  /** Another key sealed the names of its devices: they go by their ids. */
  isSealed?: boolean
  /** Devices without a known outcome are being looked at: what is left to do is not known yet. */
  isLooking?: boolean
  /** Why it paused. */
  trouble?: Error
  /** Why it sent nothing more. */
  halted?: NotSentReason
}

/** True while this tab may still act on devices of the run. */
export function isUnderWay({ state }: RunRecord): boolean {
  return state === 'running' || state === 'paused' || state === 'stopping'
}

/** Devices of the run with an outcome. */
export function settledCount({ counts }: RunRecord): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** What a retry would be about: nothing that is known to have taken effect is among it. */
export function retryable({ devices, outcomes }: RunRecord): Device[] {
  return devices.filter(({ id }) => {
    const outcome = outcomes.get(id)
    return (
      outcome?.kind === 'failed' ||
      outcome?.kind === 'not-sent' ||
      // Asking twice for the same end is asking once, and it was seen not to have come about.
      (outcome?.kind === 'unknown' && outcome.unchangedAt !== undefined)
    )
  })
}
