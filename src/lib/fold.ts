/** Letters that Unicode does not take apart, by what people type for them. */
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

/** Accents, and characters nobody sees: a hidden one must not hide a device from a search. */
const notTyped = /[\p{M}\p{Cf}]/gu
const unlikePlain = /[ßæœøłđðþħıς]/g
const otherThanAscii = /[^\0-\x7f]/

/** The text as searches compare it: without case, accents, ligatures and invisible characters. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (!otherThanAscii.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(notTyped, '')
    .toLowerCase()
    .replace(unlikePlain, (letter) => plainLetters[letter] ?? letter)
}
