import type { Connection } from '../../api/connection.ts'
import { changeDevice, type ChangeAnswer } from '../../api/devices.ts'
import type { Device } from '../../api/device.ts'
import { ApiError } from '../../api/errors.ts'
import { attempt } from '../../lib/attempt.ts'
import { wait } from '../../lib/wait.ts'
import type { Session } from '../../session/open-session.ts'
import { findEffect, isOpen, isUnanswered, lookForEffect, toError } from './effect.ts'
import type { Outcome } from './outcome.ts'
import { otherTabs } from './other-tabs.ts'
import { deviceActions, showsEffect, type DeviceAction } from '../definitions.ts'

/** Retries after a 429: a change that the rate limit refused never took effect. */
const maxRateLimitRetries = 3

/** Pause (ms) before an unanswered request is repeated: a page that is going away fails all of its own. */
const repeatAfterMs = 500

export interface ActOptions {
  /** Sends nothing more once aborted; waits for requests already sent. */
  signal?: AbortSignal
  /** Waits for the rate limit as long as it takes, because a person can see the run and stop it. */
  isPatient?: boolean
}

/** Acts on one device, unless another tab does so or has just done the same, and gives its outcome. */
export async function act(
  session: Session,
  action: DeviceAction,
  device: Pick<Device, 'id' | 'readAt'>,
  options: ActOptions = {},
): Promise<Outcome> {
  const { id } = device
  return withLockAcrossTabs(id, async () => {
    if (otherTabs(session).wasDoneElsewhere(action, device)) {
      return { kind: 'skipped', because: 'Already done in another tab' }
    }
    const outcome = await send(session.connection, action, id, options)
    if (outcome.kind === 'done') otherTabs(session).noteDone(action, id)
    return outcome
  })
}

async function withLockAcrossTabs(id: string, work: () => Promise<Outcome>): Promise<Outcome> {
  // Absent on plain HTTP and outside browsers; reading it throws where site data is blocked.
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
  const { isRepeatable, leadsTo } = deviceActions[action]
  let rateLimitRetries = 0
  /** The error of an earlier request of ours that got no answer. */
  let unanswered: ApiError | undefined
  for (;;) {
    try {
      if (!(await mayLeave(connection, signal))) {
        return unanswered
          ? await findEffect(connection, action, id, unanswered)
          : { kind: 'not-sent', because: 'stopped' }
      }
      const answer = await changeDevice(connection, action, id)
      return isProof(answer, action, id, isPatient)
        ? { kind: 'done' }
        : await findEffect(connection, action, id, answer.unconfirmed)
    } catch (error) {
      if (!(error instanceof ApiError)) {
        const fault = toError(error)
        // Only failures before a request is sent aren't an `ApiError`.
        return unanswered
          ? { kind: 'unknown', error: fault }
          : { kind: 'not-sent', because: 'fault', error: fault }
      }
      if (error.kind === 'rate-limited' && (isPatient || rateLimitRetries < maxRateLimitRetries)) {
        // The next call waits for the limit.
        rateLimitRetries += 1
      } else if (error.kind === 'not-found') {
        // After our own unanswered removal, a 404 means that it worked.
        return { kind: unanswered && leadsTo === 'gone' ? 'done' : 'already-gone' }
      } else if (error.kind === 'closed') {
        return { kind: 'unknown', error }
      } else if (isRepeatable && !unanswered && isUnanswered(error)) {
        unanswered = error
        await wait(repeatAfterMs, connection.closed).catch(() => undefined)
      } else if (unanswered || isOpen(error)) {
        // However the repeat was refused, the first request may have taken effect.
        return findEffect(connection, action, id, unanswered ?? error)
      } else if (error.status === 409 || isNoInSuccess(error)) {
        return afterConflict(connection, action, id, error)
      } else {
        return { kind: 'failed', error }
      }
    }
  }
}

/** True when an answer alone proves the change: 204, or 200 with nothing or the changed device; of many, 2xx but 202. */
function isProof(
  { status, isEmpty, device }: ChangeAnswer,
  action: DeviceAction,
  id: string,
  isOneOfMany: boolean,
): boolean {
  const isChanged = device?.id === id && showsEffect(action, device)
  const isPlain = status === 200 || status === 204
  return (isEmpty || isChanged) && (isPlain || (isOneOfMany && status !== 202))
}

/** True for JSON that says no with a 2xx: the change may have been made before. */
function isNoInSuccess({ kind, status = 0 }: ApiError): boolean {
  return kind === 'rejected' && status < 300
}

/** A conflict may mean that somebody else has just done the same. */
async function afterConflict(
  connection: Connection,
  action: DeviceAction,
  id: string,
  error: ApiError,
): Promise<Outcome> {
  const { leadsTo, done } = deviceActions[action]
  const found = await lookForEffect(connection, action, id)
  if (found.kind === 'unknown') return { kind: 'failed', error }
  return found.kind === 'done' && leadsTo !== 'gone'
    ? { kind: 'skipped', because: `Already ${done}` }
    : { kind: 'already-gone' }
}

/** Waits for the rate limit; false when stopped meanwhile. The request must follow immediately. */
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
