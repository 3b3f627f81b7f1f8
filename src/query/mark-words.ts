import { hardwareKey, hardwareWord } from '../device/hardware-id.ts'
import { clip, maxShownLength, sanitizeForDisplay } from '../lib/text.ts'
import type { Pieces } from '../list/marked.tsx'
import { hasWord, searchText, wordForms } from './word-forms.ts'

/** Cuts a text, as it is shown, at the words that a search found in it; `undefined` without any. */
export function markWords(
  text: string,
  words: readonly string[],
  isHardwareId = false,
): Pieces | undefined {
  const clipped = clip(text, maxShownLength)
  const ranges = words.flatMap((word) => {
    const forms = wordForms(word)
    const found = rangesOf(clipped, (part) => hasWord(searchText(part), forms))
    // Separators are no part of a hardware ID.
    const key = isHardwareId ? hardwareWord(word) : undefined
    if (found.length > 0 || key === undefined) return found
    return rangesOf(clipped, (part) => hardwareKey(part).includes(key))
  })
  if (ranges.length === 0) return undefined
  const pieces = cut(clipped, ranges).map((piece) => sanitizeForDisplay(piece, Infinity))
  // A cut inside an emoji would show what it is joined of.
  return pieces.join('') === sanitizeForDisplay(text) ? pieces : undefined
}

type Range = readonly [start: number, end: number]

/** The shortest parts of a text that hold what a test looks for. */
function rangesOf(text: string, has: (part: string) => boolean): Range[] {
  const found: Range[] = []
  let start = 0
  while (has(text.slice(start))) {
    const end = firstWhere(start, text.length, (index) => has(text.slice(start, index)))
    const begin = firstWhere(start, end, (index) => !has(text.slice(index, end))) - 1
    if (!has(text.slice(begin, end))) break
    // Accents belong to the letter before them.
    start = end + (/^[\p{M}\p{Cf}]*/u.exec(text.slice(end))?.[0].length ?? 0)
    found.push([begin, start])
  }
  return found
}

/** The first index above `low`, up to `high`, where a test holds that then holds up to `high`. */
function firstWhere(low: number, high: number, holds: (index: number) => boolean): number {
  let [above, upTo] = [low, high]
  while (above + 1 < upTo) {
    const middle = (above + upTo) >> 1
    if (holds(middle)) upTo = middle
    else above = middle
  }
  return upTo
}

function cut(text: string, ranges: readonly Range[]): string[] {
  const pieces = ['']
  for (let index = 0; index < text.length; index += 1) {
    const isFound = ranges.some(([start, end]) => start <= index && index < end)
    if (isFound === (pieces.length % 2 === 1)) pieces.push('')
    pieces[pieces.length - 1] += text.charAt(index)
  }
  return pieces
}
