/** Characters that are invisible or reorder what stands around them. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Emoji are held together by some of these; beside a pictograph they are honest. */
const emojiSequence =
  /\p{Extended_Pictographic}(?:\u{fe0f}|\u{200d}|\p{Emoji_Modifier}|\p{Extended_Pictographic})*/gu

const longestShown = 160
let graphemes: Intl.Segmenter | undefined

/**
 * Text from an endpoint made honest: every deceptive character becomes a visible
 * mark (`‹U+202E›`), and more than 160 graphemes are cut with an ellipsis.
 */
export function legible(text: string, longest = longestShown): string {
  return clip(text, longest).replace(deceptive, (character, position: number, whole: string) =>
    isInsideEmoji(whole, position) ? character : `‹U+${codePoint(character)}›`,
  )
}

/** The name a device goes by in text, labels and titles. */
export function deviceName(device: { name: string }): string {
  return legible(device.name.trim()) || 'Unnamed device'
}

/** The text without anything a person could not type, for comparing with what was typed. */
export function typeable(text: string): string {
  // Last, because taking a character away may bring two together that compose.
  return text.replace(deceptive, '').replace(/\s+/g, ' ').trim().normalize('NFC')
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
  return head === text ? text : `${text.slice(0, lastIndex)}…`
}

/** True for text that may name an e-mail address, which must never stand in an address (DESIGN, idea 1). */
export function mayNameEmail(text: string): boolean {
  return /[@＠﹫]|%40/i.test(text)
}

/** `1 device`, `2 devices`, `1,248 devices`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

const countFormat = new Intl.NumberFormat('en')

/** A count with thousands separated: `1,248`. */
export function formatCount(count: number): string {
  return countFormat.format(count)
}

function isInsideEmoji(text: string, position: number): boolean {
  for (const match of text.matchAll(emojiSequence)) {
    if (position >= match.index && position < match.index + match[0].length) return true
  }
  return false
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
