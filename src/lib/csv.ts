export type CsvCell = string | number | boolean | undefined

/**
 * What begins a formula in one spreadsheet or another (OWASP, "CSV Injection"); some look
 * past spaces and full-width forms for the sign.
 */
const formula = /^[\s\u{feff}]*[=+\-@＝＋－＠]|^[\t\r]/u

/** Without it Excel takes UTF-8 for something else. */
export const byteOrderMark = '\u{feff}'

/** Rows as CSV (RFC 4180), with a byte order mark. */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return byteOrderMark + rows.map(csvRow).join('')
}

/** One row, its line end included. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** One cell; text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvCell(cell: CsvCell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = formula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
