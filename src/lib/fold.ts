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
const otherThanAscii = /[^\0-\x7f]/

/** Normalizes a text for search: lower case, without accents, ligatures and invisible characters. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (!otherThanAscii.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(ignored, '')
    .toLowerCase()
    .replace(unlikePlain, (letter) => plainLetters[letter] ?? letter)
}
