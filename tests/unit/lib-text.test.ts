import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clip,
  counted,
  deviceName,
  formatCount,
  sanitizeForDisplay,
  mayNameEmail,
} from '../../src/lib/text.ts'
import { typeable } from '../../src/lib/typeable.ts'

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  // Texts that are nothing but trouble.
  fc.string({
    unit: fc.constantFrom('\u202e', '\u200b', '\u200d', '👩‍💻', '👍🏽', 'e\u0301', '\n', 'a', '❤️'),
    maxLength: 300,
  }),
)
const graphemes = (text: string) =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  )

describe('text sanitized for display', () => {
  test.each([
    ['a bidi override', 'invoice-\u202efdp.exe', 'invoice-‹U+202E›fdp.exe'],
    ['a zero-width space', 'lost-\u200blaptop', 'lost-‹U+200B›laptop'],
    ['a line break', 'a\nb', 'a‹U+000A›b'],
    ['a line separator', 'a\u2028b', 'a‹U+2028›b'],
    ['a null', 'a\u0000b', 'a‹U+0000›b'],
    ['a soft hyphen', 'a\u00adb', 'a‹U+00AD›b'],
    ['an invisible filler', 'a\u3164b', 'a‹U+3164›b'],
    ['an empty Braille cell', 'a\u2800b', 'a‹U+2800›b'],
    ['a note without a head', 'a\u{1d159}b', 'a‹U+1D159›b'],
    ['the place of an object', 'a\u{fffc}b', 'a‹U+FFFC›b'],
    ['a filler of another script', 'a\u{16fe4}b', 'a‹U+16FE4›b'],
    ['tags behind a flag', '🏴\u{e0061}\u{e007f}', '🏴‹U+E0061›‹U+E007F›'],
    ['a selector on a digit', '1\u{fe0f}', '1‹U+FE0F›'],
    ['an isolate', 'a\u2068b\u2069', 'a‹U+2068›b‹U+2069›'],
    ['a variation selector on a letter', 'a\ufe0fb', 'a‹U+FE0F›b'],
    ['a C1 control', 'a\u009bb', 'a‹U+009B›b'],
    ['a tag beyond the first plane', 'a\u{e0041}b', 'a‹U+E0041›b'],
    ['a joiner between letters', 'a\u200db', 'a‹U+200D›b'],
    ['a non-joiner between letters', 'pay\u200cpal', 'pay‹U+200C›pal'],
    ['a joiner beside a letter of a joining script', 'a\u200cب', 'a‹U+200C›ب'],
    ['joiners one after the other', 'ب\u200c\u200cب', 'ب‹U+200C›‹U+200C›ب'],
    ['a joiner at an end', 'می\u200c', 'می‹U+200C›'],
    ['a joiner before a digit', 'می\u200c1', 'می‹U+200C›1'],
    ['a joiner between Greek, Cyrillic or Chinese letters', 'а\u200dб', 'а‹U+200D›б'],
  ])('shows %s', (_, text, shown) => {
    expect(sanitizeForDisplay(text)).toBe(shown)
  })

  test.each([
    '👩‍💻 dev box',
    '👍🏽',
    '❤️',
    '1️⃣ lab #️⃣',
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} Glasgow',
    '☎︎',
    '👨‍👩‍👧‍👦',
    'حاسوب ليلى',
    'خانه\u200cهای علی',
    'क्\u200dष और श्\u200cय',
    'ශ්\u200dරී ලංකා',
    'র\u200d্যাব',
    'ന്\u200dറെ',
    'நக்\u200cஷா',
    'ក\u200cខ',
    'ꦏ꧀\u200cꦏ',
    'می\u200cخواهم 👩‍💻',
    '田中 優希',
    'Kovačević',
    '<img src=x>',
  ])('leaves %s as it is', (text) => {
    expect(sanitizeForDisplay(text)).toBe(text)
  })

  test('hides no character that is no part of an emoji', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = sanitizeForDisplay(text, 10_000).replace(
          /\p{Extended_Pictographic}[\u{fe0f}\u{200d}\p{Emoji_Modifier}\p{Extended_Pictographic}]*/gu,
          '',
        )
        return !hidden.test(shown)
      }),
    )
  })
})

describe('text made to block the page', () => {
  test.each([
    ['joiners', '\u200d'.repeat(2_000)],
    ['joiners behind an emoji', `👩${'\u200d'.repeat(1_998)}`],
    ['letters and joiners', 'a\u200d'.repeat(1_000)],
    ['broken emoji', '👩\u200d\u200b'.repeat(500)],
  ])('is short for a long name of %s', (_, name) => {
    expect(sanitizeForDisplay(name).length).toBeLessThan(500)
  })

  test('is compared as it is, since normalizing thousands of marks takes quadratic time', () => {
    const long = `a${'\u0345'.repeat(60_000)}${'\u0334'.repeat(60_000)}`
    expect(typeable(long) === long).toBe(true)
    expect(typeable('a\u0345\u0334')).toBe('a\u0334\u0345')
  })

  test('is cut after the most marks that fit', () => {
    expect(sanitizeForDisplay('\u200d'.repeat(2_000))).toBe(`${'‹U+200D›'.repeat(20)}…`)
    expect(sanitizeForDisplay(`${'\u200d'.repeat(20)}name`)).toBe(`${'‹U+200D›'.repeat(20)}name`)
    expect(sanitizeForDisplay('\u200d'.repeat(2_000), 8)).toBe('‹U+200D›…')
  })

  test('shows the joiners that hold no emoji together', () => {
    expect(sanitizeForDisplay('👩\u200d\u200d')).toBe('👩‹U+200D›‹U+200D›')
  })
})

describe('clipped text', () => {
  test('is as it was up to the limit, then ends in an ellipsis', () => {
    expect(clip('abcde', 5)).toBe('abcde')
    expect(clip('abcdef', 5)).toBe('abcde…')
    expect(sanitizeForDisplay('x'.repeat(1_000))).toBe(`${'x'.repeat(160)}…`)
  })

  test('is cut between what a person sees as characters', () => {
    expect(clip('👩‍💻👩‍💻👩‍💻', 2)).toBe('👩‍💻👩‍💻…')
    expect(clip('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301e\u0301…')
    expect(clip('👩‍💻👩‍💻', 2)).toBe('👩‍💻👩‍💻')
  })

  test('is a beginning of the text, never longer than asked', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, longest) => {
        const cut = clip(text, longest)
        if (cut === text) return graphemes(text).length <= longest
        const kept = cut.slice(0, -1)
        return cut.endsWith('…') && text.startsWith(kept) && graphemes(kept).length <= longest
      }),
    )
  })

  test('is short also when single characters are piled up without end', () => {
    const pile = `a${'\u0301'.repeat(30)}`
    expect(clip(pile.repeat(100), 10).length).toBeLessThanOrEqual(10 * 16 + 1)
    expect(clip(`a${'\u0301'.repeat(5_000)}`, 10).length).toBeLessThanOrEqual(10 * 16 + 1)
  })
})

test.each([
  ['lost-laptop-01', 'lost-laptop-01'],
  ['  spaced  ', 'spaced'],
  ['', 'Unnamed device'],
  [' ', 'Unnamed device'],
  ['\u200b', '‹U+200B›'],
])('a device named "%s" goes by %s', (name, shown) => {
  expect(deviceName({ name })).toBe(shown)
})

test('typeable text holds nothing hidden, and is its own typeable form', () => {
  expect(typeable(' a\u200b  b\u202e ')).toBe('a b')
  fc.assert(
    fc.property(anyText, (text) => {
      const typed = typeable(text)
      return !hidden.test(typed) && typeable(typed) === typed
    }),
    { numRuns: 500 },
  )
})

test('counts are told with their noun', () => {
  expect([0, 1, 2, 1_248].map((count) => counted(count, 'device'))).toEqual([
    '0 devices',
    '1 device',
    '2 devices',
    '1,248 devices',
  ])
  expect(formatCount(1_000_000)).toBe('1,000,000')
})

test('no e-mail address passes for text that may stand in an address bar', () => {
  for (const text of ['ana@harbor.example', 'owner:"a@b.c"', 'me＠home', 'a%40b']) {
    expect(mayNameEmail(text)).toBe(true)
  }
  expect(mayNameEmail('ana status:online')).toBe(false)
})
