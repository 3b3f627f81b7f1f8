import type { ApiError } from '../api/errors.ts'
import type { DeviceAction } from './rules.ts'

/** What became of one device in a run. Every device of a run ends as exactly one of these. */
export type Outcome =
  /** The server said so, or a re-read showed it. */
  | { kind: 'done' }
  /** It was gone before the request arrived. */
  | { kind: 'already-gone' }
  /** Refused, or a re-read showed that nothing happened (without an error: after an interruption). */
  | { kind: 'failed'; error?: ApiError }
  /** Left out on purpose: the rule excludes it, or it has changed since it was chosen. */
  | { kind: 'skipped'; because: string }
  /** Nothing left this browser. */
  | { kind: 'not-sent'; because: NotSentReason }
  /**
   * Sent, without an answer, and the re-read failed too. Without an error: another key is in
   * use since, which finds nothing of the run, so the device is gone or of another network.
   */
  | { kind: 'unknown'; error?: Error }

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
] as const
export type NotSentReason = (typeof notSentReasons)[number]

/** How many devices of a run ended as each kind. */
export type OutcomeCounts = Readonly<Record<OutcomeKind, number>>

/** Counts of no device at all, to count up from. */
export function noOutcomes(): Record<OutcomeKind, number> {
  return { done: 0, 'already-gone': 0, failed: 0, unknown: 0, 'not-sent': 0, skipped: 0 }
}

/** True when the device is no longer there: removed, or gone before the request arrived. */
export function isGone(action: DeviceAction, outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'already-gone' || (action === 'remove' && outcome?.kind === 'done')
}

/** An outcome with the device and action it belongs to. */
export interface SettledAction {
  action: DeviceAction
  id: string
  outcome: Outcome
}

/** What settled in a run since it was last told. */
export interface SettledBatch {
  settled: readonly SettledAction[]
  /** The run is over: nothing of it follows. */
  isLast: boolean
}

type Listener = (batch: SettledBatch) => Promise<void>

const listeners = new Set<Listener>()

/**
 * Hears of what settles, at most ten times per second and run, and before the run
 * is over; whoever holds copies of devices corrects them here.
 */
export function onSettled(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells all listeners and waits for them. */
export async function tellSettled(batch: SettledBatch): Promise<void> {
  // A copy that cannot be corrected must not keep a run from ending.
  await Promise.allSettled([...listeners].map((listener) => listener(batch)))
}
