import { steadyNow } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { idleLimitMs, lockIdle, noteActiveAt, session } from './session.ts'

const warningMs = 60_000
const checkEveryMs = 5_000

/** When the console will sign out (ms on the steady clock); 0 until the warning is due. */
export const locksAt = createStore(0)

let lastActivity = steadyNow()

/** Activity in one tab counts for all; other tabs are notified at most this often. */
const notifyEveryMs = 10_000
let notifiedAt = 0
const channel = new BroadcastChannel('device-console.activity')
const activity = 'active'

/** Records activity in this tab and notifies the others. */
export function noteActivity(): void {
  receiveActivity()
  notifiedAt = lastActivity
  channel.postMessage(activity)
}

function receiveActivity(): void {
  recordActivity()
  locksAt.set(0)
}

function recordActivity(): void {
  lastActivity = steadyNow()
  noteActiveAt(Date.now())
}

/**
 * Starts watching for inactivity. It uses the steady clock, which counts sleep and ignores clock
 * changes, and checks again when the page is shown, because timers stop while a machine sleeps.
 */
export function watchIdle(): void {
  const noteUnlessDue = () => {
    const now = steadyNow()
    // The first event after sleep must not reset an expired timer, and once the warning shows only
    // its button counts, so a nudge of the mouse can't dismiss it unread.
    if (now >= lastActivity + idleLimitMs - warningMs) check()
    else if (now >= notifiedAt + notifyEveryMs) noteActivity()
    else recordActivity()
  }
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) {
    addEventListener(event, noteUnlessDue, { passive: true })
  }
  document.addEventListener('visibilitychange', check)
  addEventListener('pageshow', check)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === activity) receiveActivity()
  })
  session.subscribe(() => {
    if (session.get().connection) noteActivity()
    // Hides the warning when another tab ends the session.
    else locksAt.set(0)
  })
  setInterval(check, checkEveryMs)
}

function check(): void {
  if (!session.get().connection) return
  const lockTime = lastActivity + idleLimitMs
  const now = steadyNow()
  if (now >= lockTime) {
    locksAt.set(0)
    lockIdle()
  } else if (now >= lockTime - warningMs) {
    locksAt.set(lockTime)
  }
}
