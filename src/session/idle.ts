import { steadyNow } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { sessionPart, type Session } from './open-session.ts'
import { idleLimitMs, lockIdle, session as sessionOfPage } from './session.ts'

const warningMs = 60_000
const checkEveryMs = 5_000
/** Activity in one tab counts for all; other tabs are notified at most this often. */
const notifyEveryMs = 10_000
const activity = 'active'

/** When the console will sign out (ms on the steady clock); 0 until the warning is due. */
export const locksAt = sessionPart(() => createStore(0))

/** Records activity in this tab and notifies the others. */
export function noteActivity(session: Session): void {
  watch(session).note()
}

/** Watches for inactivity by the steady clock, and when shown: timers stop while machines sleep. */
const watch = sessionPart((session) => {
  const { closed } = session.connection
  const lock = locksAt(session)
  const channel = new BroadcastChannel('device-console.activity')
  let lastActivity = steadyNow()
  let notifiedAt = 0

  function recordActivity(): void {
    lastActivity = steadyNow()
    session.activeAt = Date.now()
  }

  function receiveActivity(): void {
    recordActivity()
    lock.set(0)
  }

  function note(): void {
    receiveActivity()
    notifiedAt = lastActivity
    channel.postMessage(activity)
  }

  function check(): void {
    const lockTime = lastActivity + idleLimitMs
    const now = steadyNow()
    if (now >= lockTime) lockIdle()
    else if (now >= lockTime - warningMs) lock.set(lockTime)
  }

  function noteUnlessDue(): void {
    const now = steadyNow()
    // The first event after sleep must not reset an expired timer, and once the warning shows only
    // its button counts, so a nudge of the mouse can't dismiss it unread.
    if (now >= lastActivity + idleLimitMs - warningMs) check()
    else if (now >= notifiedAt + notifyEveryMs) note()
    else recordActivity()
  }

  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) {
    addEventListener(event, noteUnlessDue, { passive: true, signal: closed })
  }
  document.addEventListener('visibilitychange', check, { signal: closed })
  addEventListener('pageshow', check, { signal: closed })
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === activity) receiveActivity()
  })
  const timer = setInterval(check, checkEveryMs)
  closed.addEventListener('abort', () => {
    clearInterval(timer)
    channel.close()
  })
  note()
  return { note }
})

/** Watches the session of this page, and each one that follows. */
export function watchIdle(): void {
  const watchCurrent = () => {
    const current = sessionOfPage.get()
    if (current.connection) watch(current)
  }
  watchCurrent()
  sessionOfPage.subscribe(watchCurrent)
}
