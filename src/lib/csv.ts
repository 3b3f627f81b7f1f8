import { memoize } from './memoize.ts'

export type CsvCell = string | number | boolean | undefined

/** Starts a formula (OWASP, "CSV Injection"), also in the forms of Asian keyboards. */
const sign = String.raw`[=+\-@＝＋－＠﹦﹢﹣﹫−]`
/** Spreadsheets ignore these before it. */
const invisible = String.raw`\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}`
const formula = new RegExp(`^[${invisible}]*${sign}|^[\\t\\r]`, 'u')
/** Where a spreadsheet with another separator begins a formula, or a cell with an apostrophe. */
const formulaElsewhere = new RegExp(`(?<=[;\\t\\n]|\\r(?!\\n))(?='|[${invisible}";]*${sign})`, 'gu')

/** Without it, Excel misreads UTF-8. */
const byteOrderMark = '\u{feff}'

/** A file of rows that `csvRow` made, below a header. No string grows to the size of the file. */
export function csvFile(header: readonly string[], rows: readonly string[]): Blob {
  const pieces = [byteOrderMark, csvRow(header), ...rows]
  return new Blob(pieces, { type: 'text/csv;charset=utf-8' })
}

/** One row with its line break. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** One cell, with an apostrophe before what spreadsheets execute or rewrite (see `exactValue`). */
export function csvCell(cell: CsvCell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const inside = cell.replace(formulaElsewhere, "'")
  const isMarked = cell.startsWith("'") || formula.test(cell) || isRewritten(cell)
  const safe = isMarked ? `'${inside}` : inside
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The exact value of a cell that `csvCell` wrote, without the apostrophes it added. */
export function exactValue(cell: string): string {
  return cell.replaceAll(/(^|;|\t|\r\n|\r|\n)'/g, '$1')
}

/** Whole numbers that a spreadsheet shows as they are: without zeros before them, and below 12 digits. */
const shortNumber = /^(?:0|[1-9]\d{0,10})$/

/** Numbers, dates, times and amounts of any country: `1.10`, `3-4`, `10:30`, `5 kr`. */
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
        return Array.from({ length: 12 }, (_, index) => plain(format.format(Date.UTC(2026, index))))
      }),
    ),
  )
})

function plain(word: string): string {
  return word.toLowerCase().replace(/\.$/, '')
}

/** True for a text that a spreadsheet may replace when it opens a CSV, in some language. */
function isRewritten(text: string): boolean {
  const cell = text.trim()
  if (shortNumber.test(cell)) return cell !== text
  if ([numeric, ofReign, exponential, timeOfDay].some((form) => form.test(cell))) return true
  const [, word] = withWord.exec(cell) ?? []
  if (word === undefined) return errorValue.test(cell)
  return word === cell ? logical.has(plain(word)) : namesOfMonths().has(plain(word))
}
