/** Characters that are invisible or reorder what stands around them. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** One or more pictographs joined into an emoji; inside one, joiners and selectors are honest. */
const emoji = String.raw`\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?`
const emojiOrDeceptive = new RegExp(`(${emoji}(?:\u{200d}${emoji})*)|${deceptive.source}`, 'gu')

const longestShown = 160
const mostTyped = 512
let graphemes: Intl.Segmenter | undefined

/**
 * Text from an endpoint made honest: every deceptive character becomes a visible
 * mark (`‹U+202E›`), and more than 160 graphemes are cut with an ellipsis. So is what
 * follows the last of 20 marks (an eighth of `longest`), since a mark takes the room of eight.
 */
export function legible(text: string, longest = longestShown): string {
  const clipped = clip(text, longest)
  let marks = 0
  let shown = ''
  let shownUpTo = 0
  // One pass: asking for each character whether it is in an emoji takes quadratic time.
  for (const { 0: found, 1: isEmoji, index } of clipped.matchAll(emojiOrDeceptive)) {
    if (isEmoji) continue
    shown += clipped.slice(shownUpTo, index)
    if (marks * 8 >= longest) return `${shown}…`
    marks += 1
    shown += `‹U+${codePoint(found)}›`
    shownUpTo = index + found.length
  }
  return shown + clipped.slice(shownUpTo)
}

/** The name a device goes by in text, labels and titles. */
export function deviceName(device: { name: string }): string {
  return legible(device.name.trim()) || 'Unnamed device'
}

/** The text without anything a person could not type, for comparing with what was typed. */
export function typeable(text: string): string {
  const plain = text.replace(deceptive, '').replace(/\s+/g, ' ').trim()
  // Last, because taking a character away may bring two together that compose. Normalizing
  // thousands of marks takes quadratic time, and nobody types that much.
  return plain.length > mostTyped ? plain : plain.normalize('NFC')
}

/** Cuts after `longest` graphemes, never inside one. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  // No grapheme that matters is longer than 16 code units; the rest need not be walked.
  const head = text.slice(0, longest * 16)
  let shown = 0
  let lastIndex = 0
  for (const { index } of graphemes.segment(head)) {
    if (shown === longest) return `${text.slice(0, index)}…`
    shown += 1
    lastIndex = index
  }
  // Marks piled up without end: what is not walked is not shown either.
  return head === text ? text : `${head.slice(0, lastIndex || head.length)}…`
}

/** True for text that may name an e-mail address, which must never stand in an address (DESIGN, idea 1). */
export function mayNameEmail(text: string): boolean {
  return /[@＠﹫]|%40/i.test(text)
}

/** `1 device`, `2 devices`, `1,248 devices`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`
}

const countFormat = new Intl.NumberFormat('en')

/** A count with thousands separated: `1,248`. */
export function formatCount(count: number): string {
  return countFormat.format(count)
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
