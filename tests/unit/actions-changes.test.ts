import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isStale, whatChanged } from '../../src/actions/run/changes.ts'
import type { Device } from '../../src/api/device.ts'
import { learnServerTime, steadyNow } from '../../src/lib/clock.ts'
import { deviceOf } from '../device.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const minute = 60_000
const day = 24 * 60 * minute
const ago = (ms: number) => new Date(now - ms).toISOString()

beforeEach(() => {
  vi.useFakeTimers({ now })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a device is too old to be acted on', () => {
  test('more than a minute after it was asked for', () => {
    const device = deviceOf()
    vi.advanceTimersByTime(minute)
    expect(isStale(device)).toBe(false)
    vi.advanceTimersByTime(1)
    expect(isStale(device)).toBe(true)
  })

  test('also where the clock was set back meanwhile, or the machine slept', () => {
    const device = deviceOf()
    vi.setSystemTime(now - day)
    vi.advanceTimersByTime(minute + 1)
    expect(isStale(device)).toBe(true)
    const asleep = deviceOf()
    vi.setSystemTime(Date.now() + day)
    expect(isStale(asleep)).toBe(true)
  })

  test('when it comes from an earlier page', () => {
    expect(isStale(deviceOf({ readAt: -Infinity }), steadyNow())).toBe(true)
  })
})

describe('of a change is told', () => {
  const ana = { id: 'u1', email: 'ana@harbor.example' }
  const ben = { id: 'u2', email: 'ben@harbor.example' }

  test.each<[string, Partial<Device>, Partial<Device>]>([
    ['Now online', {}, { status: 'Online' }],
    ['Now online', { status: 'Deactivated' }, { status: 'ONLINE' }],
    ['Deactivated meanwhile', {}, { status: 'Deactivated', active: false }],
    ['Deactivated meanwhile', { status: 'Online' }, { status: 'DEACTIVATED' }],
    ['Deactivated meanwhile', { status: 'Deactivated', active: true }, { status: 'Deactivated' }],
    ['Owner changed', { owner: ana }, { owner: ben }],
    ['Owner changed', { owner: { id: 'u1' } }, { owner: { id: 'u2' } }],
    ['Owner changed', { owner: { email: 'ana@x.example' } }, { owner: { email: 'b@x.example' } }],
    ['Connected in the last 24 hours', {}, { lastConnection: ago(minute) }],
    ['Connected since', { lastConnection: ago(3 * day) }, { lastConnection: ago(day - 1) }],
  ])('%s', (words, before, after) => {
    expect(whatChanged(deviceOf(before), deviceOf(after))).toBe(words)
  })

  test.each<[string, Partial<Device>, Partial<Device>]>([
    ['nothing changed', { owner: ana }, { owner: ana }],
    ['it was online before', { status: 'Online' }, { status: 'Online', lastConnection: ago(0) }],
    ['it went offline', { status: 'Online', lastConnection: ago(0) }, { lastConnection: ago(0) }],
    ['it was off before', { status: 'Deactivated' }, { status: 'Deactivated', active: false }],
    ['it was in use before', { lastConnection: ago(minute) }, { lastConnection: ago(0) }],
    ['it connected long ago', { lastConnection: ago(9 * day) }, { lastConnection: ago(3 * day) }],
    ['the list left the owner to the single device', {}, { owner: ana }],
    ['the single device lacks the owner', { owner: ana }, {}],
    ['one person is written in two ways', { owner: ana }, { owner: { ...ana, email: 'A@B' } }],
    ['an address differs by case', { owner: { email: 'A@X' } }, { owner: { email: 'a@x' } }],
    ['it was renamed', { name: 'one' }, { name: 'two' }],
  ])('nothing where %s', (_, before, after) => {
    expect(whatChanged(deviceOf(before), deviceOf(after))).toBeUndefined()
  })

  test('what is so by the server’s clock, where this machine’s runs ahead', () => {
    learnServerTime(new Headers({ date: new Date(now - 2 * day).toUTCString() }))
    const seen = { lastConnection: ago(2.5 * day) }
    expect(whatChanged(deviceOf(), deviceOf(seen))).toBe('Connected in the last 24 hours')
  })
})
