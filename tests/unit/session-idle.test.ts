import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { steadyNow } from '../../src/lib/clock.ts'
import { locksAt, noteActivity, watchIdle } from '../../src/session/idle.ts'
import { continueSession } from '../../src/session/connect.ts'
import type { Session } from '../../src/session/open-session.ts'
import { idleLimitMs, session, signOut, startSession } from '../../src/session/session.ts'

// Behind a proxy a session opens without asking anybody.
const config = {
  apiBaseUrl: 'https://api.test/qa',
  auth: 'proxy',
  sortFormat: 'prefix',
  ownerDeviceLimit: 5,
} as const
const minute = 60_000
const page = new EventTarget()
const shown = new EventTarget()

const move = () => page.dispatchEvent(new Event('pointermove'))
/** The session that a test begins with. */
let opened: Session
const lock = () => locksAt(opened).get()
const isOpen = () => session.get().connection !== undefined
/** The wall clock goes on while timers stand still. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)

function current(): Session {
  const now = session.get()
  if (!now.connection) throw new Error('There is no session')
  return now
}

beforeAll(() => {
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('document', shown)
  startSession(config)
  watchIdle()
})
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
beforeEach(() => {
  signOut()
  continueSession(config)
  opened = current()
})

test('a console left alone warns after 14 minutes and locks after 15', () => {
  vi.advanceTimersByTime(14 * minute - 5_000)
  expect(lock()).toBe(0)
  vi.advanceTimersByTime(5_000)
  expect(lock() - steadyNow()).toBe(minute)
  vi.advanceTimersByTime(minute - 5_000)
  expect(isOpen()).toBe(true)
  vi.advanceTimersByTime(5_000)
  expect(session.get()).toEqual({ connection: undefined, because: 'idle' })
})

test.each(['pointerdown', 'pointermove', 'keydown', 'wheel'])('%s counts as a person', (event) => {
  vi.advanceTimersByTime(13 * minute)
  page.dispatchEvent(new Event(event))
  vi.advanceTimersByTime(13 * minute)
  expect(lock()).toBe(0)
  expect(isOpen()).toBe(true)
})

test('once the warning is up, a nudge of the mouse does not hide it unread', () => {
  vi.advanceTimersByTime(14 * minute + 10_000)
  move()
  expect(lock()).not.toBe(0)
  vi.advanceTimersByTime(minute)
  expect(isOpen()).toBe(false)
})

test('what another tab says in other words does not count as a person', async () => {
  const [here, there] = [1, 2].map(() => new BroadcastChannel('device-console.activity'))
  const isHeard = new Promise((resolve) => here?.addEventListener('message', resolve))
  vi.advanceTimersByTime(14 * minute)
  for (const message of [null, 'idle', 1, {}]) there?.postMessage(message)
  await isHeard
  vi.advanceTimersByTime(minute)
  expect(isOpen()).toBe(false)
  here?.close()
  there?.close()
})

test('its button gives another 15 minutes', () => {
  vi.advanceTimersByTime(14 * minute + 30_000)
  noteActivity(opened)
  expect(lock()).toBe(0)
  vi.advanceTimersByTime(14 * minute - 5_000)
  expect(lock()).toBe(0)
  expect(isOpen()).toBe(true)
})

test.each([
  ['the page is shown', () => shown.dispatchEvent(new Event('visibilitychange'))],
  ['the page comes back from the cache', () => page.dispatchEvent(new Event('pageshow'))],
  ['the mouse moves', move],
  ['the next look is due', () => vi.advanceTimersByTime(5_000)],
])('after a sleep it is locked as soon as %s', (_, wake) => {
  sleep(idleLimitMs + 1)
  wake()
  expect(session.get()).toEqual({ connection: undefined, because: 'idle' })
})

test('a wall clock that is set back keeps nobody in', () => {
  sleep(-25 * 60 * minute)
  vi.advanceTimersByTime(15 * minute)
  expect(session.get()).toEqual({ connection: undefined, because: 'idle' })
})

test('after a short sleep it is not', () => {
  sleep(5 * minute)
  move()
  vi.advanceTimersByTime(13 * minute)
  expect(isOpen()).toBe(true)
})

test('a closed console has nothing to lock, and starts to count when it opens', () => {
  signOut()
  vi.advanceTimersByTime(60 * minute)
  expect(session.get()).toEqual({ connection: undefined, because: 'signed-out' })
  continueSession(config)
  vi.advanceTimersByTime(13 * minute)
  expect(isOpen()).toBe(true)
  expect(locksAt(current()).get()).toBe(0)
})

test('the next session begins without the warning of the one before', () => {
  vi.advanceTimersByTime(14 * minute + 10_000)
  expect(lock()).not.toBe(0)
  signOut()
  continueSession(config)
  expect(locksAt(current()).get()).toBe(0)
  vi.advanceTimersByTime(13 * minute)
  expect(isOpen()).toBe(true)
})
