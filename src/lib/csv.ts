import { isRewritten } from './spreadsheet.ts'

export type CsvCell = string | number | boolean | undefined

/** Starts a formula in some spreadsheet (OWASP, "CSV Injection"), also in the wide and small forms of Asian keyboards. */
const sign = String.raw`[=+\-@＝＋－＠﹦﹢﹣﹫−]`
/** Spreadsheets ignore these before it. */
const invisible = String.raw`\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}`
const formula = new RegExp(`^[${invisible}]*${sign}|^[\\t\\r]`, 'u')
/** Where a spreadsheet with another separator begins a cell with a formula, or with an apostrophe of the text itself. */
const formulaElsewhere = new RegExp(`(?<=[;\\t\\n]|\\r(?!\\n))(?='|[${invisible}";]*${sign})`, 'gu')

/** Without it, Excel misreads UTF-8. */
export const byteOrderMark = '\u{feff}'

/** Rows as CSV (RFC 4180), with a byte order mark. */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return byteOrderMark + rows.map(csvRow).join('')
}

/** A file of rows that `csvRow` made, below a header. No string grows to the size of the file. */
export function csvFile(header: readonly string[], rows: readonly string[]): Blob {
  const pieces = [byteOrderMark, csvRow(header), ...rows]
  return new Blob(pieces, { type: 'text/csv;charset=utf-8' })
}

/** One row with its line break. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * One cell. An apostrophe stands before what a spreadsheet would execute or rewrite, and before an
 * apostrophe. So the exact value is the cell without one apostrophe at its beginning, and without one
 * right after each semicolon, tab and line break.
 */
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
