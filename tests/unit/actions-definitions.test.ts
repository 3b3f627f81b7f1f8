import { readdirSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  deviceActionNames,
  deviceActions,
  disabledReasonFor,
  showsEffect,
  type DeviceAction,
} from '../../src/actions/definitions.ts'
import { explanations } from '../../src/actions/confirmation/explanations.ts'
import { isPhraseTyped, phraseFor } from '../../src/actions/confirmation/typed-phrase.ts'
import type { Device } from '../../src/api/device.ts'
import { withStatus } from '../../src/device/statuses.ts'
import { deviceNow, noteSettled, recentlyRemoved } from '../../src/fleet/settled.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import type { Session } from '../../src/session/open-session.ts'
import { deviceOf } from '../device.ts'
import { connectionTo, sessionOf } from './wire.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const ago = (ms: number) => new Date(now - ms).toISOString()
const day = 24 * 60 * 60_000
const device = (fields: Partial<Device>) => deviceOf({ name: 'lost-laptop-01', ...fields })

describe('deactivating', () => {
  test.each([
    ['Online', true, undefined],
    ['Offline', undefined, undefined],
    ['Offline', false, undefined],
    ['Unauthorized', false, undefined],
    ['Deactivated', true, undefined],
    ['Deactivated', false, 'Already deactivated'],
    ['Deactivated', undefined, 'Already deactivated'],
    [' DEACTIVATED\n', false, 'Already deactivated'],
  ])('with status %s and active %s: %s', (status, active, reason) => {
    const fields = active === undefined ? { status } : { status, active }
    expect(disabledReasonFor('deactivate', fields)).toBe(reason)
  })
})

test('removing is possible whatever the state', () => {
  for (const status of ['Online', 'Offline', 'Deactivated', 'Unauthorized', ''])
    for (const active of [true, false])
      expect(disabledReasonFor('remove', { status, active })).toBeUndefined()
})

test('deactivating keeps the slot of the device limit, removing frees it', () => {
  expect(explanations.deactivate.consequences('The device')['Device limit']).toMatch(
    /still counts/i,
  )
  expect(explanations.remove.consequences('The device')['Device limit']).toMatch(/frees/i)
})

describe.each(deviceActionNames)('%s', (action) => {
  const { leadsTo, icon } = deviceActions[action]
  const { permanence, alternative, consequences } = explanations[action]

  test('has an icon, and not a gray square', () => {
    const files = readdirSync(new URL('../../src/ui/icons', import.meta.url))
    expect(files).toContain(`${icon.slice('icon-'.length)}.svg`)
  })

  test('says that it cannot be undone, and suggests another action', () => {
    expect(permanence).toContain('can’t be undone from this console')
    expect(alternative.action).not.toBe(action)
  })

  test('speaks of one device and of each of many', () => {
    expect(consequences('Each device').Access).toBe(
      consequences('The device').Access.replace('The device', 'Each device'),
    )
  })

  test('sees its own effect, and none on a device it was not done to', () => {
    const before = device({ status: 'Online', active: true })
    expect(showsEffect(action, before)).toBe(false)
    if (leadsTo === 'gone') return
    const after = withStatus(before, leadsTo)
    expect(showsEffect(action, after)).toBe(true)
    expect(disabledReasonFor(action, after)).toBeDefined()
  })
})

const phraseToType = (action: DeviceAction, only: Device) =>
  phraseFor(action, [only], true, now)?.text

describe('the name must be typed', () => {
  test.each([
    ['seen a minute ago', { lastConnection: ago(60_000) }],
    ['seen just under a day ago', { lastConnection: ago(day - 1) }],
    ['seen in the future, as its clock has it', { lastConnection: ago(-day) }],
    ['online, whenever it was seen', { status: 'Online', lastConnection: ago(30 * day) }],
    ['online, never seen', { status: 'Online' }],
    ['online, however the API writes it', { status: 'ONLINE' }],
  ])('for a device %s', (_, fields) => {
    expect(phraseToType('remove', device(fields))).toBe('lost-laptop-01')
  })

  test.each([
    ['seen a day ago', { lastConnection: ago(day) }],
    ['never seen', {}],
    ['seen at no readable time', { lastConnection: 'yesterday' }],
  ])('but not for a device %s', (_, fields) => {
    expect(phraseToType('remove', device(fields))).toBeUndefined()
  })

  test.each([
    ['is empty', ' '],
    ['is nothing but invisible characters', '\u200b\u202e\u2060'],
    ['is a typing exercise', 'x'.repeat(65)],
  ])('as "remove" where it %s', (_, name) => {
    expect(phraseToType('remove', device({ name, status: 'Online' }))).toBe('remove')
  })

  test('but not to deactivate one', () => {
    expect(phraseToType('deactivate', device({ status: 'Online' }))).toBeUndefined()
  })

  test('without what nobody can type', () => {
    const phrase = phraseToType(
      'remove',
      device({ name: ' lost-\u200blaptop\u202e  01 ', status: 'Online' }),
    )
    expect(phrase).toBe('lost-laptop 01')
  })

  test('and whoever types what is asked for gets through, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const phrase = phraseToType('remove', device({ name, status: 'Online' }))
        return phrase !== undefined && phrase !== '' && isPhraseTyped(phrase, { text: phrase })
      }),
      { numRuns: 2_000, examples: [['e\u200b\u0301'], ['\u0041\u200d\u030a']] },
    )
  })

  test('and nothing else does', () => {
    for (const typed of ['', ' ', 'lost-laptop', 'lost-laptop-011', 'LOST-LAPTOP-01'])
      expect(isPhraseTyped(typed, { text: 'lost-laptop-01' })).toBe(false)
    expect(isPhraseTyped('  lost-laptop-01 ', { text: 'lost-laptop-01' })).toBe(true)
    expect(isPhraseTyped('Kovac\u030cevic\u0301', { text: 'Kova\u010devi\u0107' })).toBe(true)
  })
})

describe('a removed device', () => {
  let session: Session
  beforeEach(() => {
    vi.useFakeTimers()
    session = sessionOf(connectionTo())
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('stays away for a minute, which every late answer is younger than', () => {
    noteSettled(session, 'a', 'gone')
    vi.advanceTimersByTime(59_999)
    expect(recentlyRemoved(session, 'a')).toBe(true)
    expect(recentlyRemoved(session, 'b')).toBe(false)
    vi.advanceTimersByTime(1)
    expect(recentlyRemoved(session, 'a')).toBe(false)
  })

  test('stays away from an answer by when that was asked for, however late it comes', () => {
    noteSettled(session, 'a', 'gone')
    const early = deviceOf({ readAt: steadyNow() + 59_999 })
    const later = deviceOf({ readAt: steadyNow() + 60_000 })
    vi.advanceTimersByTime(3_600_000)
    expect(deviceNow(session, early)).toBeUndefined()
    expect(deviceNow(session, later)).toBe(later)
  })

  test('is not known to the next session', () => {
    noteSettled(session, 'a', 'gone')
    expect(recentlyRemoved(sessionOf(connectionTo()), 'a')).toBe(false)
  })
})
