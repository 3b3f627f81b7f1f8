import { deactivateDevice, getDevice, removeDevice } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { passGate } from '../api/gate.ts'
import type { Outcome } from './outcome.ts'
import { reasonAgainst, type DeviceAction } from './rules.ts'

/** A change that the rate limit refused never took effect, so it may be sent again this often. */
const mostRateLimitRetries = 3

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
  action: DeviceAction,
  id: string,
  options: ActOptions = {},
): Promise<Outcome> {
  if (inProgress.has(id)) return { kind: 'not-sent', because: 'in-progress' }
  inProgress.add(id)
  try {
    return await withLockAcrossTabs(id, () => send(action, id, options))
  } finally {
    inProgress.delete(id)
  }
}

function withLockAcrossTabs(id: string, work: () => Promise<Outcome>): Promise<Outcome> {
  // Absent on plain http and outside a browser; the server's own rules remain.
  if (!globalThis.navigator?.locks) return work()
  return navigator.locks.request(`device-console.${id}`, { ifAvailable: true }, (lock) =>
    lock ? work() : { kind: 'not-sent' as const, because: 'in-progress' as const },
  )
}

async function send(action: DeviceAction, id: string, options: ActOptions): Promise<Outcome> {
  const { signal, isPatient = false } = options
  let rateLimitRetries = 0
  /** Why an earlier DELETE of ours is open: it was sent and nothing came back. */
  let unanswered: ApiError | undefined
  for (;;) {
    try {
      if (!(await mayLeave(signal))) {
        return unanswered
          ? await whatIsTrue(action, id, unanswered)
          : { kind: 'not-sent', because: 'stopped' }
      }
      await (action === 'remove' ? removeDevice(id) : deactivateDevice(id))
      return { kind: 'done' }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.kind === 'rate-limited' && (isPatient || rateLimitRetries < mostRateLimitRetries)) {
        // The next call waits at the gate.
        rateLimitRetries += 1
      } else if (error.kind === 'not-found') {
        // Gone after our own unanswered DELETE means that it worked.
        return { kind: unanswered ? 'done' : 'already-gone' }
      } else if (action === 'remove' && !unanswered && isUnanswered(error)) {
        // Removing twice is removing once, so a DELETE without an answer may be repeated.
        unanswered = error
      } else if (unanswered || isOpen(error)) {
        // However the repeat was refused, the first DELETE may have taken effect.
        return whatIsTrue(action, id, error)
      } else {
        return { kind: 'failed', error }
      }
    }
  }
}

/** Waits at the gate; false when everything was stopped meanwhile. The call must follow at once. */
async function mayLeave(signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await passGate(signal)
  } catch {
    // Aborted while waiting.
  }
  return !signal?.aborted
}

function isUnanswered(error: ApiError): boolean {
  return error.kind === 'unreachable' || error.kind === 'timeout'
}

/** True when the change may or may not have taken effect: no answer, a 5xx, or a page of HTML in its place. */
function isOpen(error: ApiError): boolean {
  return isUnanswered(error) || error.kind === 'server' || error.kind === 'unreadable'
}

/**
 * Looks at a device after a change whose fate is open: no answer, a 5xx that may
 * have come after the effect, or (without an error) a page that went away.
 */
export async function whatIsTrue(
  action: DeviceAction,
  id: string,
  error?: ApiError,
): Promise<Outcome> {
  try {
    const { device } = await getDevice(id)
    const tookEffect = action === 'deactivate' && reasonAgainst('deactivate', device) !== undefined
    if (tookEffect) return { kind: 'done' }
    return error ? { kind: 'failed', error } : { kind: 'failed' }
  } catch (readError) {
    if (readError instanceof ApiError && readError.kind === 'not-found') {
      return { kind: action === 'remove' ? 'done' : 'already-gone' }
    }
    return { kind: 'unknown', error: error ?? toError(readError) }
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
