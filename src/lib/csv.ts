export type CsvCell = string | number | boolean | undefined

/** Signs that begin a formula in one spreadsheet or another (OWASP, "CSV Injection"). */
const sign = /[=+\-@＝＋－＠]/
/** Some spreadsheets look past spaces for the sign. */
const formula = new RegExp(`^[\\s\\u{feff}]*${sign.source}|^[\\t\\r]`, 'u')
/**
 * Where a spreadsheet whose separator is not the comma begins a new cell. To it, the quotes of
 * our cells stand in the middle of its own and mean nothing.
 */
const beginOfCellElsewhere = /[;\t\r\n][\s";\u{feff}]*/gu

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

/** One cell; an apostrophe stands before what a spreadsheet would take for a formula. */
export function csvCell(cell: CsvCell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const inside = cell.replace(beginOfCellElsewhere, (begin: string, index: number) =>
    sign.test(cell.charAt(index + begin.length)) ? `${begin}'` : begin,
  )
  const safe = formula.test(cell) ? `'${inside}` : inside
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
