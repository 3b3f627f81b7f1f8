import { deactivateDevice, getDevice, removeDevice } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import type { Outcome } from './outcome.ts'
import { reasonAgainst, type DeviceAction } from './rules.ts'

/** A change that the rate limit refused never took effect, so it may be sent again this often. */
const mostRateLimitRetries = 3

/** Ids with a change under way in this tab. Synchronous: a disabled button is a frame late. */
const inProgress = new Set<string>()

/**
 * Acts on one device and finds out what became of it. Whatever the person does
 * to the button, one id has one change under way, in this tab and in others.
 */
export async function act(action: DeviceAction, id: string): Promise<Outcome> {
  if (inProgress.has(id)) return { kind: 'not-sent', because: 'in-progress' }
  inProgress.add(id)
  try {
    return await withLockAcrossTabs(id, () => send(action, id))
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

async function send(action: DeviceAction, id: string): Promise<Outcome> {
  let rateLimitRetries = 0
  let repeated = false
  for (;;) {
    try {
      await (action === 'remove' ? removeDevice(id) : deactivateDevice(id))
      return { kind: 'done' }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.kind === 'rate-limited' && rateLimitRetries < mostRateLimitRetries) {
        // The next call waits at the gate by itself.
        rateLimitRetries += 1
      } else if (error.kind === 'not-found') {
        // Gone after our own unanswered DELETE means that it worked.
        return { kind: repeated ? 'done' : 'already-gone' }
      } else if (action === 'remove' && !repeated && isUnanswered(error)) {
        // Removing twice is removing once, so a DELETE without an answer may be repeated.
        repeated = true
      } else if (repeated || isOpen(error)) {
        // However the repeat was refused, the first DELETE may have taken effect.
        return whatIsTrue(action, id, error)
      } else {
        return { kind: 'failed', error }
      }
    }
  }
}

function isUnanswered(error: ApiError): boolean {
  return error.kind === 'unreachable' || error.kind === 'timeout'
}

/** True when the change may or may not have taken effect: no answer, a 5xx, or a page of HTML in its place. */
function isOpen(error: ApiError): boolean {
  return isUnanswered(error) || error.kind === 'server' || error.kind === 'unreadable'
}

/** After a change whose fate is open (no answer, or a 5xx that may have come after the effect): look. */
async function whatIsTrue(action: DeviceAction, id: string, error: ApiError): Promise<Outcome> {
  try {
    const { device } = await getDevice(id)
    const tookEffect = action === 'deactivate' && reasonAgainst('deactivate', device) !== undefined
    return tookEffect ? { kind: 'done' } : { kind: 'failed', error }
  } catch (readError) {
    if (readError instanceof ApiError && readError.kind === 'not-found') {
      return { kind: action === 'remove' ? 'done' : 'already-gone' }
    }
    return { kind: 'unknown', error }
  }
}
