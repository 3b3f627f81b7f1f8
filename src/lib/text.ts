import { memoize } from './memoize.ts'

/** Characters that are invisible or reorder text; four are blank without a property for it. */
export const deceptive =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{2800}\u{fffc}\u{16fe4}\u{1d159}]/gu

/** An emoji, in which joiners and selectors are legitimate. */
const emoji = String.raw`\p{Extended_Pictographic}[\u{fe0e}\u{fe0f}\p{Emoji_Modifier}]?`
/** Keycaps, and flags of countries that are part of another; any other tag hides text. */
const sequences = String.raw`\p{Emoji_Keycap_Sequence}|\p{RGI_Emoji_Tag_Sequence}`
/** Scripts whose spelling needs joiners between letters: Arabic and its like, and those of South Asia. */
const joinedScripts =
  'Arab Syrc Mong Nkoo Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Java Bali'
    .split(' ')
    .map((script) => String.raw`\p{scx=${script}}`)
    .join('')
const joined = String.raw`[[\p{L}\p{M}]&&[${joinedScripts}]]`
/** Made when first needed, which takes a while. */
const legitimateOrDeceptive = memoize<void, RegExp>(
  () =>
    new RegExp(
      `(${sequences}|${emoji}(?:\u{200d}${emoji})*|(?<=${joined})[\u{200c}\u{200d}](?=${joined}))|${deceptive.source}`,
      'gv',
    ),
)

/** Text from an endpoint is shown up to this length (graphemes), unless it has a limit of its own. */
export const maxShownLength = 160
/** Made when first needed, which takes a while. */
const graphemes = memoize<void, Intl.Segmenter>(
  () => new Intl.Segmenter(undefined, { granularity: 'grapheme' }),
)

/**
 * Makes text from an endpoint safe to read: deceptive characters become visible marks (`‹U+202E›`),
 * and text over `maxLength` graphemes ends in an ellipsis. A mark is as wide as eight characters, so
 * the text also ends after `maxLength / 8` marks.
 */
export function sanitizeForDisplay(text: string, maxLength = maxShownLength): string {
  const clipped = clip(text, maxLength)
  if (clipped.search(deceptive) < 0) return clipped
  let marks = 0
  let shown = ''
  let shownUpTo = 0
  // One pass, because a lookup per character would take quadratic time.
  for (const { 0: found, 1: isLegitimate, index } of clipped.matchAll(legitimateOrDeceptive())) {
    if (isLegitimate) continue
    shown += clipped.slice(shownUpTo, index)
    if (marks * 8 >= maxLength) return `${shown}…`
    marks += 1
    const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    shown += `‹U+${code}›`
    shownUpTo = index + found.length
  }
  return shown + clipped.slice(shownUpTo)
}

/** A device's name for text, labels and titles. */
export function deviceName(device: { name: string }): string {
  return sanitizeForDisplay(device.name.trim()) || 'Unnamed device'
}

/** Cuts after `maxLength` graphemes, never inside one. */
export function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  // Legitimate graphemes have at most 16 code units.
  const head = text.slice(0, maxLength * 16)
  let shown = 0
  let lastIndex = 0
  for (const { index } of graphemes().segment(head)) {
    if (shown === maxLength) return `${text.slice(0, index)}…`
    shown += 1
    lastIndex = index
  }
  // A grapheme longer than that is cut, too.
  return head === text ? text : `${head.slice(0, lastIndex || head.length)}…`
}

/** True for text that may have an e-mail address, which no URL may: those are logged and shared. */
export function mayNameEmail(text: string): boolean {
  return /[@＠﹫]|%40/i.test(text)
}

/** `1 device`, `2 devices`, `1,248 devices`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`
}

/** A count with thousands separated: `1,248`. */
export function formatCount(count: number): string {
  // Not by Intl: the first formatter of a page takes longer than 25 rows.
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

/** Returns the text with a capital at its beginning. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
