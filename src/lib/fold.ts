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
  ŧ: 't',
  ŋ: 'n',
  ə: 'e',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  ı: 'i',
  ς: 'σ',
  // Persian keyboards have other letters for two of the Arabic ones.
  ک: 'ك',
  ی: 'ي',
  ى: 'ي',
}

/** Accents, invisible characters, and the dash that stretches Arabic words; none may hide a device from a search. */
const ignored = /[\p{M}\p{Cf}ـ]/gu
const unlikePlain = /[ßæœøłđðþħŧŋəɓɗƙıςکیى]/g

/** Marks that keyboards, phones and word processors write for an apostrophe, a quote and a hyphen. */
const apostrophes = /[`´‘’‚‛‹›′‵ʹʻʼʽʾʿˈꞌ՚׳❛❜＇]/g
const quotes = /[“”„‟«»″‶〃〝〞〟ʺ״❝❞＂]/g
// Windows and the Mac write the wave dash of Japanese as different characters.
const waves = /[〜～]/g
const dashes = /[\p{Pd}−⁃˗]/gu
const slashes = /[⁄∕]/g
/** Digits of other scripts, in the order of their codes: those of India count from 6, others from 0. */
const digits = /[٠-٩۰-۹๐-๙໐-໙༠-༩၀-၉០-៩०-९০-৯੦-੯૦-૯୦-୯௦-௯౦-౯೦-೯൦-൯]/g
const isIndic = /[\u{900}-\u{d7f}]/u
/** A search may be written over several lines, one for each field. */
const spaces = /[^\S\n]+/g
/** Apostrophes for the sign of inches. */
const doubled = /''/g

const hasMoreThanLowerCase = /[^\0-\x7f]|[`\t]|''| {2}/

/**
 * Normalizes text for search: lower case, no accents or invisible characters, one spelling of quotes,
 * hyphens and spaces.
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

/** Letters that people without their keys write as two. */
const writtenOut: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ø: 'oe',
  å: 'aa',
}

/** The spellings of a text for search: folded, and with its umlauts as two letters where it has any. */
export function spellingsOf(text: string): string[] {
  const folded = fold(text)
  if (!/[^\0-\x7f]/.test(text)) return [folded]
  const composed = text.toLowerCase().normalize('NFC')
  const long = composed.replace(/[äöüøå]/g, (letter) => writtenOut[letter] ?? letter)
  return long === composed ? [folded] : [folded, fold(long)]
}

function withPlainMarks(text: string): string {
  return text
    .replace(apostrophes, "'")
    .replace(quotes, '"')
    .replace(waves, '~')
    .replace(dashes, '-')
    .replace(slashes, '/')
    .replace(digits, (digit) => String((digit.charCodeAt(0) - (isIndic.test(digit) ? 6 : 0)) & 15))
}
