import { memoize } from './memoize.ts'

/** Whole numbers that a spreadsheet shows as they are: without zeros before them, and below 12 digits. */
const shortNumber = /^(?:0|[1-9]\d{0,10})$/

/** Numbers, dates, times, percentages, fractions and amounts, in whatever country: `1.10`, `3-4`, `10:30`, `5 kr`. */
const before = '(?:令和|平成|昭和|大正|明治|[上下]午|午[前後]|오전|오후|kr\\.?|chf|r(?=\\$))?'
const numeric = new RegExp(
  String.raw`^${before}(?=.*\p{Nd})[\p{Nd}\p{Sc}\p{Pd}\s.,:/()%+−'’年月日時时分秒년월일시분초]+(?:kr\.?|chf|zł|kč|ft)?$`,
  'iu',
)
/** `R8.11.29`, by the reigns of Japan's emperors. */
const ofReign = /^[MTSHR]\d{1,2}([-/.])\d{1,2}\1\d{1,2}$/i
/** `12E4567` */
const exponential = /^[\p{Sc}\s]*\d[\d.,]*E[-+]?\d+$/iu
/** `3 PM` */
const timeOfDay = /^\d{1,2}(?:[:.]\d\d){0,2}\s*[AP]\.?(?:M\.?)?$/i
/** `MAR1`, `1-Sept`, `Oct 4, 2026 10:30` */
const withWord =
  /^(?:\d{1,4}[-/., ]*)?(\p{L}+)\.?(?:[-/., ]*\d{1,4}){0,2}(?: \d{1,2}(?::\d\d){1,2})?$/u
/** `#N/A` */
const errorValue = /^#[\p{L}/0]+[!?]?$/u

const logical: ReadonlySet<string> = new Set(
  'true false wahr falsch vrai faux verdadero verdadeiro falso vero waar onwaar sant falskt sand falsk usann tosi epätosi prawda fałsz pravda nepravda igaz hamis adevărat fals doğru yanlış истина ложь'.split(
    ' ',
  ),
)

/** Languages whose months spreadsheets know. */
const languages =
  'en de fr es it pt nl sv da nb fi pl cs sk sl hr hu ro bg el tr ru uk et lv lt id vi ca is mk ms sq sr'.split(
    ' ',
  )

/** Names of months, short and long. A set for all files, because it takes a while to make. */
const namesOfMonths = memoize<void, ReadonlySet<string>>(() => {
  const styles = ['short', 'long'] as const
  return new Set(
    languages.flatMap((language) =>
      styles.flatMap((month) => {
        const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' })
        return Array.from({ length: 12 }, (_, place) => plain(format.format(Date.UTC(2026, place))))
      }),
    ),
  )
})

function plain(word: string): string {
  return word.toLowerCase().replace(/\.$/, '')
}

/** True for a text that a spreadsheet may replace when it opens a CSV, in some language. */
export function isRewritten(text: string): boolean {
  const cell = text.trim()
  if (shortNumber.test(cell)) return cell !== text
  if ([numeric, ofReign, exponential, timeOfDay].some((form) => form.test(cell))) return true
  const [, word] = withWord.exec(cell) ?? []
  if (word === undefined) return errorValue.test(cell)
  return word === cell ? logical.has(plain(word)) : namesOfMonths().has(plain(word))
}
