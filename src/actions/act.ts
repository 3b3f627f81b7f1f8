import type { Connection } from '../api/connection.ts'
import { deactivateDevice, removeDevice } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { attempt } from '../lib/attempt.ts'
import { wait } from '../lib/wait.ts'
import { findEffect, isOpen, isUnanswered, lookForEffect } from './effect.ts'
import type { Outcome } from './outcome.ts'
import { noteDone, wasDoneElsewhere } from './other-tabs.ts'
import type { DeviceAction } from './rules.ts'

/** A change that the rate limit refused never took effect, so it may be sent again this often. */
const mostRateLimitRetries = 3

/** Pause (ms) before a DELETE that had no answer is repeated. */
const repeatAfterMs = 500

export interface ActOptions {
  /** Aborted: nothing more is sent. What has left is waited for. */
  signal?: AbortSignal
  /** Waits for the rate limit as long as it takes: somebody can see it and stop it. */
  isPatient?: boolean
}

/** Ids with a change under way in this tab. Synchronous: a disabled button is a frame late. */
const inProgress = new Set<string>()

/**
 * Acts on one device and finds out what became of it. Whatever the person does
 * to the button, one id has one change under way, in this tab and in others.
 */
export async function act(
  connection: Connection,
  action: DeviceAction,
  id: string,
  options: ActOptions = {},
): Promise<Outcome> {
  if (inProgress.has(id)) return { kind: 'not-sent', because: 'in-progress' }
  inProgress.add(id)
  try {
    return await withLockAcrossTabs(id, async () => {
      if (wasDoneElsewhere(action, id)) {
        return { kind: 'skipped', because: 'Already done in another tab' }
      }
      const outcome = await send(connection, action, id, options)
      if (outcome.kind === 'done') noteDone(action, id)
      return outcome
    })
  } finally {
    inProgress.delete(id)
  }
}

async function withLockAcrossTabs(id: string, work: () => Promise<Outcome>): Promise<Outcome> {
  // Absent on plain http and outside a browser; where site data is blocked, the mere look at it throws.
  const locks = attempt(() => globalThis.navigator?.locks)
  if (!locks) return work()
  let hasBegun = false
  try {
    return await locks.request(`device-console.${id}`, { ifAvailable: true }, (lock) => {
      hasBegun = true
      return lock ? work() : { kind: 'not-sent' as const, because: 'in-progress' as const }
    })
  } catch (error) {
    if (hasBegun) throw error
    return work()
  }
}

async function send(
  connection: Connection,
  action: DeviceAction,
  id: string,
  { signal, isPatient = false }: ActOptions,
): Promise<Outcome> {
  let rateLimitRetries = 0
  /** Why an earlier DELETE of ours is open: it was sent and nothing came back. */
  let unanswered: ApiError | undefined
  for (;;) {
    try {
      if (!(await mayLeave(connection, signal))) {
        return unanswered
          ? await findEffect(connection, action, id, unanswered)
          : { kind: 'not-sent', because: 'stopped' }
      }
      await (action === 'remove' ? removeDevice(connection, id) : deactivateDevice(connection, id))
      return { kind: 'done' }
    } catch (error) {
      if (!(error instanceof ApiError)) {
        const fault = error instanceof Error ? error : new Error(String(error))
        // Only what fails before a request leaves is no error of the wire.
        return unanswered
          ? { kind: 'unknown', error: fault }
          : { kind: 'not-sent', because: 'fault', error: fault }
      }
      if (error.kind === 'rate-limited' && (isPatient || rateLimitRetries < mostRateLimitRetries)) {
        // The next call waits for the limit.
        rateLimitRetries += 1
      } else if (error.kind === 'not-found') {
        // Gone after our own unanswered DELETE means that it worked.
        return { kind: unanswered ? 'done' : 'already-gone' }
      } else if (error.kind === 'closed') {
        return { kind: 'unknown', error }
      } else if (action === 'remove' && !unanswered && isUnanswered(error)) {
        // Removing twice is removing once, so a DELETE without an answer may be repeated; not at once,
        // since a page that is just going has all its requests fail.
        unanswered = error
        await wait(repeatAfterMs, connection.closed).catch(() => undefined)
      } else if (unanswered || isOpen(error)) {
        // However the repeat was refused, the first DELETE may have taken effect.
        return findEffect(connection, action, id, unanswered ?? error)
      } else if (error.status === 409) {
        return afterConflict(connection, action, id, error)
      } else {
        return { kind: 'failed', error }
      }
    }
  }
}

/** A conflict may say that somebody else has just done the same. */
async function afterConflict(
  connection: Connection,
  action: DeviceAction,
  id: string,
  error: ApiError,
): Promise<Outcome> {
  const found = await lookForEffect(connection, action, id)
  if (found.kind === 'unknown') return { kind: 'failed', error }
  return action === 'remove'
    ? { kind: 'already-gone' }
    : found.kind === 'done'
      ? { kind: 'skipped', because: 'Already deactivated' }
      : found
}

/** Waits for the rate limit; false when everything was stopped meanwhile. The call must follow at once. */
async function mayLeave(
  { rateLimit, closed }: Connection,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await rateLimit.pass(signal ? AbortSignal.any([signal, closed]) : closed)
  } catch {
    // Aborted while waiting.
  }
  return !signal?.aborted && !closed.aborted
}
