import type { Connection } from '../../api/connection.ts'
import { getDevice } from '../../api/devices.ts'
import { ApiError } from '../../api/errors.ts'
import { wait } from '../../lib/wait.ts'
import { deviceActions, showsEffect, type DeviceAction } from '../definitions.ts'
import type { Outcome } from './outcome.ts'

/** Time (ms) between the two looks after a missing answer, for slow requests to take effect. */
const secondLookAfterMs = 3_000

/** Finds the outcome by reading the device twice, seconds apart; `error` came in place of an answer. */
export async function findEffect(
  connection: Connection,
  action: DeviceAction,
  id: string,
  error?: ApiError,
): Promise<Outcome> {
  const first = await lookForEffect(connection, action, id, error)
  if (first.kind !== 'unknown') return first
  await wait(secondLookAfterMs, connection.closed).catch(() => undefined)
  const second = await lookForEffect(connection, action, id, error)
  if (second.kind !== 'unknown') return second
  // If the second look failed, the first one is the latest.
  const latest = second.unchangedAt === undefined ? first : second
  return latest.unchangedAt !== undefined && error && !mayStillTakeEffect(error)
    ? { kind: 'failed', error }
    : latest
}

/** Reads the device once: done, gone, or unknown with the time at which it was unchanged. */
export async function lookForEffect(
  connection: Connection,
  action: DeviceAction,
  id: string,
  error?: Error,
): Promise<Outcome> {
  try {
    const { device } = await getDevice(connection, id)
    if (showsEffect(action, device)) return { kind: 'done' }
    return { kind: 'unknown', unchangedAt: Date.now(), ...(error && { error }) }
  } catch (readError) {
    if (readError instanceof ApiError && readError.kind === 'not-found') {
      return { kind: deviceActions[action].leadsTo === 'gone' ? 'done' : 'already-gone' }
    }
    return { kind: 'unknown', error: error ?? toError(readError) }
  }
}

/** True when a request that was sent got no answer. */
export function isUnanswered(error: ApiError): boolean {
  return error.kind === 'unreachable' || error.kind === 'timeout' || error.kind === 'closed'
}

/** True when the change may or may not have taken effect: no answer, a 5xx, or one that can't be read. */
export function isOpen(error: ApiError): boolean {
  return isUnanswered(error) || ['server', 'intercepted', 'too-large'].includes(error.kind)
}

/** True when the request may still be in progress, as behind a gateway that stopped waiting. */
function mayStillTakeEffect(error: ApiError): boolean {
  const { status } = error
  if (status === undefined) return isUnanswered(error)
  return status < 300 || status === 502 || status === 504
}

/** What was thrown, as an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
