import type { ApiError } from '../../api/errors.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'
import { deviceActions, type DeviceAction } from '../definitions.ts'

/** How the action on one device of a run ended, and when that was known (ms since epoch). */
export type Outcome = Ending & { at?: number }

type Ending =
  /** The server confirmed it, or reading the device again showed it. */
  | { kind: 'done' }
  /** The device no longer existed. */
  | { kind: 'already-gone' }
  /** The API refused the request, so nothing happened. */
  | { kind: 'failed'; error?: ApiError }
  /** The rule excludes the device, or it has changed since it was confirmed. */
  | { kind: 'skipped'; because: string }
  /** No request was sent; `error` is a fault of the console itself. */
  | { kind: 'not-sent'; because: NotSentReason; error?: Error }
  /** No answer came. Seen unchanged at `unchangedAt` (ms since epoch), it may still take effect. */
  | { kind: 'unknown'; error?: Error; unchangedAt?: number }

export type OutcomeKind = Outcome['kind']

/** The kinds in the order in which they are counted and listed. */
export const outcomeKinds = [
  'done',
  'already-gone',
  'failed',
  'unknown',
  'not-sent',
  'skipped',
] as const satisfies readonly OutcomeKind[]

/** Reasons why nothing was sent, as sentences. */
export const notSentWords = {
  stopped: 'The run was stopped before this device.',
  'in-progress': 'Another run, dialog or tab was acting on this device.',
  refused: 'The API key was no longer accepted.',
  forbidden: 'This key isn’t allowed to do that.',
  'signed-out': 'Somebody signed out.',
  idle: 'The console locked for inactivity.',
  interrupted: 'The page was reloaded or closed before this device.',
  fault: 'The console failed before sending the request.',
}
export type NotSentReason = keyof typeof notSentWords
export const notSentReasons = Object.keys(notSentWords) as NotSentReason[]

export type OutcomeCounts = Readonly<Record<OutcomeKind, number>>

/** Counts outcomes by kind. */
export function countOutcomes(outcomes: Iterable<Outcome>): OutcomeCounts {
  const counts = { done: 0, 'already-gone': 0, failed: 0, unknown: 0, 'not-sent': 0, skipped: 0 }
  for (const { kind } of outcomes) counts[kind] += 1
  return counts
}

/** The error of an outcome, if it has one. */
export function errorOf(outcome: Outcome): Error | undefined {
  return 'error' in outcome ? outcome.error : undefined
}

/** True when the device no longer exists: this run removed it, or somebody else. */
export function isGone(action: DeviceAction, outcome: Outcome | undefined): boolean {
  return (
    outcome?.kind === 'already-gone' ||
    (outcome?.kind === 'done' && deviceActions[action].leadsTo === 'gone')
  )
}

export interface SettledAction {
  action: DeviceAction
  id: string
  outcome: Outcome
}

export interface SettledBatch {
  settled: readonly SettledAction[]
  isLast: boolean
}

type Listener = (batch: SettledBatch) => Promise<void>

const listeners = sessionPart(() => new Set<Listener>())

/** Calls `listener` with outcomes, at most ten times a second per run and before it is over; returns the way to stop. */
export function onSettled(session: Session, listener: Listener): () => void {
  listeners(session).add(listener)
  return () => listeners(session).delete(listener)
}

/** Notifies all listeners and waits for them. */
export async function notifySettled(session: Session, batch: SettledBatch): Promise<void> {
  // A failed correction must not keep a run from ending.
  await Promise.allSettled([...listeners(session)].map((listener) => listener(batch)))
}
