import { steadyNow } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { idleLimitMs, lockIdle, noteActiveAt, session } from './session.ts'

const warningMs = 60_000
const checkEveryMs = 5_000

/** Moment on the steady clock (ms) at which the console will lock, once the warning is due; otherwise 0. */
export const locksAt = createStore(0)

let lastActivity = steadyNow()

/** A person who works in one tab is there for all of them; they hear of it this often at most. */
const notifyEveryMs = 10_000
let notifiedAt = 0
const channel = new BroadcastChannel('device-console.activity')

/** Counts as a person being there. */
export function noteActivity(): void {
  takeActivity()
  notifiedAt = lastActivity
  channel.postMessage('active')
}

function takeActivity(): void {
  noteHere()
  locksAt.set(0)
}

function noteHere(): void {
  lastActivity = steadyNow()
  noteActiveAt(Date.now())
}

/**
 * Watches for a person. Goes by the steady clock, which neither a sleep nor a changed clock stops,
 * and looks again when the page is shown, because timers stand still while a laptop sleeps.
 */
export function watchIdle(): void {
  const noteUnlessDue = () => {
    const now = steadyNow()
    // The first event after a sleep must not pass for a person who never left; and once the
    // warning is up only its button counts, so that a nudge of the mouse cannot hide it unread.
    if (now >= lastActivity + idleLimitMs - warningMs) check()
    else if (now >= notifiedAt + notifyEveryMs) noteActivity()
    else noteHere()
  }
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) {
    addEventListener(event, noteUnlessDue, { passive: true })
  }
  document.addEventListener('visibilitychange', check)
  addEventListener('pageshow', check)
  channel.addEventListener('message', takeActivity)
  session.subscribe(() => {
    if (session.get().connection) noteActivity()
    // Closed from elsewhere while the warning is up: it must not stand over the connect page.
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
