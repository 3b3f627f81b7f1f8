import type { Connection } from '../api/connection.ts'
import { isDeactivated } from '../api/device.ts'
import { getDevice } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { wait } from '../lib/wait.ts'
import type { Outcome } from './outcome.ts'
import type { DeviceAction } from './rules.ts'

/** Between the two looks after an answer that did not come: a slow request takes effect meanwhile. */
const secondLookAfterMs = 3_000

/**
 * Finds out what became of a change without a clear answer by looking at the device, twice and
 * seconds apart. `error` is what came instead of the answer; without one, the page went away.
 */
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
  // Where the second look failed, the first one is what is known.
  const latest = second.unchangedAt === undefined ? first : second
  return latest.unchangedAt !== undefined && error && !mayStillTakeEffect(error)
    ? { kind: 'failed', error }
    : latest
}

/** Looks at the device once: done, gone, or unknown with the time at which it was unchanged. */
export async function lookForEffect(
  connection: Connection,
  action: DeviceAction,
  id: string,
  error?: Error,
): Promise<Outcome> {
  try {
    const { device } = await getDevice(connection, id)
    if (action === 'deactivate' && isDeactivated(device)) return { kind: 'done' }
    return { kind: 'unknown', unchangedAt: Date.now(), ...(error && { error }) }
  } catch (readError) {
    if (readError instanceof ApiError && readError.kind === 'not-found') {
      return { kind: action === 'remove' ? 'done' : 'already-gone' }
    }
    return { kind: 'unknown', error: error ?? toError(readError) }
  }
}

/** True when no answer came to a request that was sent. */
export function isUnanswered(error: ApiError): boolean {
  return error.kind === 'unreachable' || error.kind === 'timeout' || error.kind === 'closed'
}

/** True when the change may or may not have taken effect: no answer, a 5xx, or a page of HTML in its place. */
export function isOpen(error: ApiError): boolean {
  return isUnanswered(error) || error.kind === 'server' || error.kind === 'unreadable'
}

/** True when the request may still be under way behind whatever answered: a gateway that gave up waiting. */
function mayStillTakeEffect(error: ApiError): boolean {
  return error.kind === 'server' ? error.status === 502 || error.status === 504 : isOpen(error)
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
