import type { Device } from '../../api/device.ts'
import type { NotSentReason, Outcome, OutcomeCounts } from './outcome.ts'
import { disabledReasonFor, type DeviceAction } from '../definitions.ts'

/** Optional metadata for a run. */
export interface RunContext {
  /** Its purpose, as a heading: "Clean up stale devices: not connected for 90 days". */
  label?: string | undefined
  /** The job in the title of its confirmation, where that is more than the action: "Offboard Ana Kovačević". */
  job?: string | undefined
  /** When the devices were selected for being stale (ms since epoch); one that has connected since is skipped. */
  staleSince?: number | undefined
  /** By device ID: the line of a list that named it, as it was given. */
  listedAs?: ReadonlyMap<string, string> | undefined
  continues?: string | undefined
}

/** The progress of a run: the engine's own, and part of every record. */
export interface RunProgress {
  state: 'running' | 'paused' | 'stopping' | 'finished'
  counts: OutcomeCounts
  /** Estimated milliseconds until the last device; `undefined` while there is no basis for one. */
  msLeft?: number | undefined
  /** Why it is paused: the last of several consecutive failures. */
  trouble?: Error | undefined
  halted?: NotSentReason | undefined
}

/** A run in this browser; each change makes a new object. */
export interface RunRecord extends RunContext, Omit<RunProgress, 'state'> {
  id: string
  action: DeviceAction
  /** Milliseconds since the epoch, like every time here. */
  createdAt: number
  finishedAt?: number
  /** The person who was signed in at the proxy when it began. */
  login?: string | undefined
  /** ID of a connection that is known to reach these devices. */
  connection: string
  /** As they were confirmed, including those the rule excludes. */
  devices: readonly Device[]
  /** Number of devices that the action was confirmed for. */
  targets: number
  /** By device ID; during a run a live map, which changes in place. */
  outcomes: ReadonlyMap<string, Outcome>
  /** `interrupted`: the page was reloaded or closed meanwhile. `elsewhere`: it is in progress in another tab. */
  state: RunProgress['state'] | 'interrupted' | 'elsewhere'
  isDismissed?: boolean
  /** The names of its devices are encrypted with another key, so IDs are shown. */
  isEncrypted?: boolean
  /** Devices without a known outcome are being read, so the work left is unknown. */
  isLooking?: boolean
}

/** True while this tab may still act on devices of the run. */
export function isUnderWay({ state }: RunRecord): boolean {
  return state === 'running' || state === 'paused' || state === 'stopping'
}

/** Number of the run's devices with an outcome. */
export function settledCount({ counts }: RunRecord): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** The devices for a retry: none of them is known to have been acted on. */
export function retryable({ devices, outcomes }: RunRecord): Device[] {
  return devices.filter(({ id }) => {
    const outcome = outcomes.get(id)
    return (
      outcome?.kind === 'failed' ||
      outcome?.kind === 'not-sent' ||
      // The device was seen unchanged, and doing the same twice does no harm.
      (outcome?.kind === 'unknown' && outcome.unchangedAt !== undefined)
    )
  })
}

/** Number of devices that the action is possible on. */
export function targetsOf(
  action: DeviceAction,
  devices: readonly Pick<Device, 'status' | 'active'>[],
): number {
  return devices.filter((device) => disabledReasonFor(action, device) === undefined).length
}
