import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { matchOf } from '../../src/devices/search-page.ts'
import { fold } from '../../src/lib/fold.ts'
import { sanitizeForDisplay } from '../../src/lib/text.ts'
import { markWords } from '../../src/query/mark-words.ts'
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
  ['status:hibernating', 'Status: hibernating'],
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
  const note = (text: string) => matchOf(device, parseQuery(text).terms).note

  test('in the name of the device or its owner needs no words', () => {
    expect(note('LAPTOP')).toBeUndefined()
    expect(note('jonas weber status:offline')).toBeUndefined()
  })

  test('elsewhere says where', () => {
    expect(note('harbor')).toBe('Matched in e-mail')
    expect(note('2.9')).toBe('Matched in app version')
    expect(note('4711')).toBe('Matched in ID')
    expect(note('firewall')).toBe('Matched in posture')
    expect(note('lost firewall acde')).toBe('Matched in posture, hardware ID')
  })

  test('that was excluded needs no words', () => {
    expect(note('-firewall')).toBeUndefined()
  })

  test('in the hardware ID needs no words, because the row shows it', () => {
    expect(note('acde')).toBeUndefined()
    expect(matchOf(device, parseQuery('acde').terms).marks).toEqual({
      hardwareId: ['MAC-', 'ACDE'],
    })
  })
})

describe('what a search found is marked in a text', () => {
  const marks = (text: string, word: string, isHardwareId = false) =>
    markWords(text, word.split(' '), isHardwareId)?.map((piece, place) =>
      place % 2 ? `[${piece}]` : piece,
    )

  test.for([
    ['lost-laptop-01', 'LAPTOP', 'lost-[laptop]-01'],
    ['lost-laptop-01', 'l', '[l]ost-[l]aptop-01'],
    ['lost-laptop-01', 'laptop ptop-0', 'lost-[laptop-0]1'],
    ['Kovačević', 'kovacevic', '[Kovačević]'],
    ['Renée', 'e', 'R[e]n[ée]'],
    ['Große Straße', 'ss', 'Gro[ß]e Stra[ß]e'],
    ['ﬁrewall', 'f', '[ﬁ]rewall'],
    ['Jürgen Müller', 'mueller', 'Jürgen [Müller]'],
    ['Mueller-01', 'Müller', '[Mueller]-01'],
    ['lab-printer', 'printer,', 'lab-[printer]'],
    ["Ana's 15'' Mac", '15"', "Ana's [15''] Mac"],
    ['lap\u200btop', 'laptop', '[lap‹U+200B›top]'],
  ])('%s by %s', ([text = '', word = '', expected]) => {
    expect(marks(text, word)?.join('')).toBe(expected)
  })

  test.for([
    ['MAC-001122334455', '00:11:22:33', 'MAC-[00112233]4455'],
    ['00:11:22:33:44:55', '112233', '00:[11:22:33]:44:55'],
    ['C02XK0AAJG5J', 'xk0', 'C02[XK0]AAJG5J'],
    ['0:1b:44:11:3a:b7', 'MAC-001B44113AB7', '[0:1b:44:11:3a:b7]'],
  ])('of a hardware ID, without separators: %s by %s', ([text = '', word = '', expected]) => {
    expect(marks(text, word, true)?.join('')).toBe(expected)
  })

  test('changes no letter of it, and marks nothing without the word', () => {
    const letters = fc.string({
      unit: fc.constantFrom(
        'a',
        'A',
        'é',
        'ß',
        'ﬁ',
        '\u0301',
        '\u200b',
        '\u202e',
        '-',
        ' ',
        "'",
        '👩\u200d💻',
        'İ',
      ),
    })
    fc.assert(
      fc.property(letters, letters, (text, word) => {
        const pieces = markWords(text, [word])
        if (!pieces) return
        expect(pieces.join('')).toBe(sanitizeForDisplay(text))
        const found = pieces.filter((_, place) => place % 2 === 1)
        // Marked characters are shown as the signs of their code.
        if (!text.includes('\u200b') && !text.includes('\u202e') && !text.includes('\u200d')) {
          // A name is found without its apostrophes, too.
          for (const piece of found) {
            expect(`${fold(piece)}\n${fold(piece).replaceAll("'", '')}`).toContain(fold(word))
          }
        }
      }),
    )
  })
})
