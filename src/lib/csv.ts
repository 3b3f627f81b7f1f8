export type CsvCell = string | number | boolean | undefined

/** Characters that start a formula in some spreadsheet (OWASP, "CSV Injection"). */
const sign = /[=+\-@＝＋－＠]/
/** Some spreadsheets ignore spaces before the sign. */
const formula = new RegExp(`^[\\s\\u{feff}]*${sign.source}|^[\\t\\r]`, 'u')
/**
 * Where a new cell starts in a spreadsheet with another separator, which doesn't recognize our
 * quotes.
 */
const beginOfCellElsewhere = /[;\t\r\n][\s";\u{feff}]*/gu

/** Without it, Excel misreads UTF-8. */
export const byteOrderMark = '\u{feff}'

/** Rows as CSV (RFC 4180), with a byte order mark. */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return byteOrderMark + rows.map(csvRow).join('')
}

/** One row with its line break. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** One cell; an apostrophe precedes anything that a spreadsheet would read as a formula. */
export function csvCell(cell: CsvCell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const inside = cell.replace(beginOfCellElsewhere, (begin: string, index: number) =>
    sign.test(cell.charAt(index + begin.length)) ? `${begin}'` : begin,
  )
  const safe = formula.test(cell) ? `'${inside}` : inside
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
