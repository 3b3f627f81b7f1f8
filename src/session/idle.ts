import { createStore } from '../lib/store.ts'
import { lockIdle, session } from './session.ts'

/** QUALITY: a console left alone locks after 15 minutes, warning 60 s before. */
export const idleLimitMs = 15 * 60_000
const warningMs = 60_000
const checkEveryMs = 5_000

/** Time (ms since the epoch) at which the console will lock, once the warning is due; otherwise 0. */
export const locksAt = createStore(0)

let lastActivity = Date.now()

/** A person who works in one tab is there for all of them; they hear of it this often at most. */
const tellEveryMs = 10_000
let toldAt = 0
const channel = new BroadcastChannel('device-console.activity')

/** Counts as a person being there. */
export function noteActivity(): void {
  takeActivity()
  toldAt = lastActivity
  channel.postMessage('active')
}

function takeActivity(): void {
  lastActivity = Date.now()
  locksAt.set(0)
}

/**
 * Watches for a person. Goes by the wall clock and looks again when the page is
 * shown, because timers stand still while a laptop sleeps.
 */
export function watchIdle(): void {
  const noteUnlessDue = () => {
    // The first event after a sleep must not pass for a person who never left; and once the
    // warning is up only its button counts, so that a nudge of the mouse cannot hide it unread.
    if (Date.now() >= lastActivity + idleLimitMs - warningMs) check()
    else if (Date.now() >= toldAt + tellEveryMs) noteActivity()
    else lastActivity = Date.now()
  }
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) {
    addEventListener(event, noteUnlessDue, { passive: true })
  }
  document.addEventListener('visibilitychange', check)
  addEventListener('pageshow', check)
  channel.addEventListener('message', takeActivity)
  session.subscribe(() => {
    if (session.get().open) noteActivity()
    // Closed from elsewhere while the warning is up: it must not stand over the connect page.
    else locksAt.set(0)
  })
  setInterval(check, checkEveryMs)
}

function check(): void {
  if (!session.get().open) return
  const lockTime = lastActivity + idleLimitMs
  const now = Date.now()
  if (now >= lockTime) {
    locksAt.set(0)
    lockIdle()
  } else if (now >= lockTime - warningMs) {
    locksAt.set(lockTime)
  }
}
