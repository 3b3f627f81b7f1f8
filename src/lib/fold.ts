/** Letters that Unicode normalization leaves, with their plain spelling. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
}

/** Accents and invisible characters, which must not hide a device from a search. */
const ignored = /[\p{M}\p{Cf}]/gu
const unlikePlain = /[ßæœøłđðþħıς]/g

/** Marks that keyboards, phones and word processors write for an apostrophe, a quote and a hyphen. */
const apostrophes = /[`´‘’‚‛‹›′‵ʹʻʼʽˈ＇]/g
const quotes = /[“”„‟«»″‶〃＂]/g
const dashes = /[\p{Pd}−⁃˗]/gu
/** A search may be written over several lines, one for each field. */
const spaces = /[^\S\n]+/g
/** Apostrophes for the sign of inches. */
const doubled = /''/g

const hasMoreThanLowerCase = /[^\0-\x7f]|[`\t]|''| {2}/

/**
 * Normalizes a text for search: lower case, without accents, ligatures and invisible characters, with
 * one spelling of apostrophes, quotes, hyphens and spaces.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (!hasMoreThanLowerCase.test(lower)) return lower
  // Marks come twice: NFKD takes some of them apart, and makes others.
  return withPlainMarks(withPlainMarks(lower).normalize('NFKD'))
    .replace(ignored, '')
    .replace(spaces, ' ')
    .replace(doubled, '"')
    .toLowerCase()
    .replace(unlikePlain, (letter) => plainLetters[letter] ?? letter)
}

function withPlainMarks(text: string): string {
  return text.replace(apostrophes, "'").replace(quotes, '"').replace(dashes, '-')
}
