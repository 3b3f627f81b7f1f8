import type { Connection } from '../api/connection.ts'
import type { ApiError } from '../api/errors.ts'
import { deviceActions, type DeviceAction } from './device-actions.ts'

/** What became of one device in a run. Every device of a run ends as exactly one of these. */
export type Outcome =
  /** The server said so, or a re-read showed it. */
  | { kind: 'done' }
  /** It was gone before the request arrived. */
  | { kind: 'already-gone' }
  /** The API refused it, so nothing happened. */
  | { kind: 'failed'; error?: ApiError }
  /** Left out on purpose: the rule excludes it, or it has changed since it was confirmed. */
  | { kind: 'skipped'; because: string }
  /** Nothing left this browser; `error`: the console's own fault before it could. */
  | { kind: 'not-sent'; because: NotSentReason; error?: Error }
  /**
   * Sent, and no answer tells what became of it. With `unchangedAt` (ms since epoch) the device was
   * still as before at that time, which proves nothing: a slow request may still take effect.
   */
  | { kind: 'unknown'; error?: Error; unchangedAt?: number }

export type OutcomeKind = Outcome['kind']

/** In the order in which they are counted and listed. */
export const outcomeKinds = [
  'done',
  'already-gone',
  'failed',
  'unknown',
  'not-sent',
  'skipped',
] as const satisfies readonly OutcomeKind[]

/** Why nothing was sent; each has its words in `outcome-words.ts`. */
export const notSentReasons = [
  /** A person stopped the run. */
  'stopped',
  /** Another run, dialog or tab has the device. */
  'in-progress',
  /** 401: the key is no longer accepted. */
  'refused',
  /** 403: the key may not do this. */
  'forbidden',
  'signed-out',
  /** The console locked for want of a person. */
  'idle',
  /** The page was reloaded or closed. */
  'interrupted',
  /** The console failed before it could send. */
  'fault',
] as const
export type NotSentReason = (typeof notSentReasons)[number]

/** How many devices of a run ended as each kind. */
export type OutcomeCounts = Readonly<Record<OutcomeKind, number>>

/** Counts of no device at all, to count up from. */
export function noOutcomes(): Record<OutcomeKind, number> {
  return { done: 0, 'already-gone': 0, failed: 0, unknown: 0, 'not-sent': 0, skipped: 0 }
}

/** How many of the outcomes are of each kind. */
export function countOutcomes(outcomes: Iterable<Outcome>): OutcomeCounts {
  const counts = noOutcomes()
  for (const { kind } of outcomes) counts[kind] += 1
  return counts
}

/** True when the device is no longer there: removed, or gone before the request arrived. */
export function isGone(action: DeviceAction, outcome: Outcome | undefined): boolean {
  return (
    outcome?.kind === 'already-gone' ||
    (outcome?.kind === 'done' && deviceActions[action].effect === 'gone')
  )
}

/** An outcome with the device and action it belongs to. */
export interface SettledAction {
  action: DeviceAction
  id: string
  outcome: Outcome
}

/** What settled in a run since listeners were last notified. */
export interface SettledBatch {
  /** By which it was done: what another connection holds is not about these devices. */
  connection: Connection
  settled: readonly SettledAction[]
  /** The run is over: nothing of it follows. */
  isLast: boolean
}

type Listener = (batch: SettledBatch) => Promise<void>

const listeners = new Set<Listener>()

/**
 * Notified of what settles, at most ten times per second and run, and before the run
 * is over: what is held of devices in memory is corrected here. Returns the way to stop.
 */
export function onSettled(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Notifies all listeners and waits for them. */
export async function notifySettled(batch: SettledBatch): Promise<void> {
  // What cannot be corrected must not keep a run from ending.
  await Promise.allSettled([...listeners].map((listener) => listener(batch)))
}
