import { describe, expect, test } from 'vitest'
import { matchNote } from '../../src/devices/match-note.ts'
import { parseQuery } from '../../src/query/query.ts'
import { termWords } from '../../src/search/term-words.ts'
import { deviceOf } from '../device.ts'

const owners = [{ id: 'u-1', label: 'Ana Kovačević', count: 2, term: 'owner:u-1' }]
const words = (text: string) => parseQuery(text).terms.map((term) => termWords(term, owners))

test.for([
  ['lost', '“lost”'],
  ['-"lost laptop"', 'not “lost laptop”'],
  ['status:offline', 'Status: Offline'],
  ['-status:offline', 'Status: not Offline'],
  ['status:quarantined', 'Status: quarantined'],
  ['owner:u-1', 'Owner: Ana Kovačević'],
  ['owner:u-2', 'Owner: u-2'],
  ['owner:none', 'Owner: none'],
  ['version:2.1', 'App version: 2.1'],
  ['version:<2.4', 'App version: before 2.4'],
  ['version:>=2.10', 'App version: 2.10 or newer'],
  ['version:none', 'App version: none'],
  ['seen:>90d', 'Last connection: over 90 days ago'],
  ['seen:<24h', 'Last connection: within 24 hours'],
  ['seen:never', 'Last connection: never'],
  ['registered:<1y', 'Registered: within 1 year'],
  ['-registered:>1w', 'Registered: not over 1 week ago'],
  ['posture:noncompliant', 'Posture: Not compliant'],
  ['posture.disk.encrypted:false', 'Posture disk.encrypted: false'],
  ['posture.os.version:<14.5', 'Posture os.version: < 14.5'],
  ['posture.lastCheck:>30d', 'Posture lastCheck: over 30 days ago'],
  ['posture.av:none', 'Posture av: none'],
  ['active:no', 'Enabled: no'],
  ['hardware:MAC-1', 'Hardware ID: MAC-1'],
  ['is:duplicate', 'Duplicate hardware ID'],
  ['-is:inconsistent', 'Enabled and status agree'],
  ['foo:1', 'foo:1'],
])('the chip of %s reads %s', ([text, expected]) => {
  expect(words(text ?? '')).toEqual([expected])
})

describe('a match', () => {
  const device = deviceOf({
    id: 'id-4711',
    name: 'lost-laptop-01',
    hardwareId: 'MAC-ACDE',
    owner: { id: 'u-1', firstName: 'Jonas', lastName: 'Weber', email: 'jw@harbor.example' },
    appVersion: '2.9.4',
    posture: { firewall: 'pf' },
  })
  const note = (text: string) => matchNote(device, parseQuery(text).terms)

  test('in the name of the device or its owner needs no words', () => {
    expect(note('LAPTOP')).toBeUndefined()
    expect(note('jonas weber status:offline')).toBeUndefined()
  })

  test('elsewhere says where', () => {
    expect(note('acde')).toBe('Hardware ID MAC-ACDE')
    expect(note('harbor')).toBe('Matched in e-mail')
    expect(note('2.9')).toBe('Matched in app version')
    expect(note('4711')).toBe('Matched in ID')
    expect(note('firewall')).toBe('Matched in posture')
    expect(note('lost firewall acde')).toBe('Matched in posture, hardware ID')
  })

  test('that was excluded needs no words', () => {
    expect(note('-firewall')).toBeUndefined()
  })
})
