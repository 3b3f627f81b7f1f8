export type CsvCell = string | number | boolean | undefined

/**
 * What begins a formula in one spreadsheet or another (OWASP, "CSV Injection"); some look
 * past spaces and full-width forms for the sign.
 */
const formula = /^[\s\u{feff}]*[=+\-@＝＋－＠]|^[\t\r]/u

/**
 * Rows as CSV (RFC 4180), with a byte order mark so that spreadsheets read it as UTF-8.
 * Text that a spreadsheet would take for a formula is kept from being one by an
 * apostrophe before it.
 */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return `\u{feff}${rows.map((row) => `${row.map(spell).join(',')}\r\n`).join('')}`
}

function spell(cell: CsvCell): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = formula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
