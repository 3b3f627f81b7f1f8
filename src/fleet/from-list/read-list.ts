import { isRecord } from '../../lib/is-record.ts'
import { counted } from '../../lib/text.ts'
import { readJson, readTable, unreadable, type FileProblem, type FileRow } from '../table-file.ts'

/** Longer lists are refused: nobody can answer for them in one go. */
export const maxListLines = 50_000

/** Reads a list as rows: a line each, or a table if the text or its file's name says so. Blank lines are left out. */
export async function readList(
  text: string,
  fileName = '',
): Promise<{ rows: FileRow[] } | { problem: FileProblem }> {
  const problem = unreadable(text)
  if (problem) return { problem }
  const plain = text.replace(/^\u{feff}/u, '')
  const result =
    /^\s*[[{]/.test(plain) && /\.json$|^$/i.test(fileName) ? rowsOfJson(plain) : undefined
  const read =
    result ?? (isTable(plain, fileName) ? await rowsOfTable(plain) : { rows: rowsOfText(plain) })
  if ('problem' in read) return read
  const rows = read.rows.filter(({ cells }) => cells.some((cell) => /[\p{L}\p{N}]/u.test(cell)))
  if (rows.length > maxListLines) {
    return {
      problem: {
        title: `The list has ${counted(rows.length, 'line')}`,
        nextStep: `${counted(maxListLines, 'line')} can be matched at once. Split the list, and match one part at a time.`,
      },
    }
  }
  return { rows }
}

/** A first line by which Excel names the separator. */
const separatorLine = /^sep=(.)\r?\n/i

function rowsOfText(text: string): FileRow[] {
  const lines = text.split(/\r\n|[\n\r\u{2028}\u{2029}]/u)
  const filled = lines.filter((line) => line.trim() !== '')
  // Several names in one line: "a, b, c".
  const parts = filled.length === 1 ? (filled[0] ?? '').split(/[,;\t]/) : []
  if (parts.length > 1) return parts.map((part) => ({ line: 1, cells: [part] }))
  return lines.map((line, place) => ({ line: place + 1, cells: [line] }))
}

/** True for a file of a table, and for lines that all have the same number of separators. */
function isTable(text: string, fileName: string): boolean {
  if (/\.(?:csv|tsv|tab)$/i.test(fileName) || separatorLine.test(text)) return true
  const lines = text.split('\n', 200).filter((line) => line.trim() !== '')
  if (lines.length < 2) return false
  return ['\t', ';', ','].some((separator) => {
    const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(separator).length - 1)
    const [expected = 0] = counts
    const alike = counts.filter((count) => count === expected).length
    return expected > 0 && alike >= lines.length * 0.9
  })
}

function rowsOfTable(text: string) {
  const [marker = '', separator = ''] = separatorLine.exec(text) ?? []
  return readTable(text.slice(marker.length), {
    separator,
    separators: [',', '\t', ';', '|'],
    firstLine: marker === '' ? 1 : 2,
    nextStep: 'Close or remove it in the file, or save the file as CSV again.',
  })
}

/** The devices of an export of this console, or an array of texts or records; `undefined` for other text. */
function rowsOfJson(text: string): { rows: FileRow[] } | { problem: FileProblem } | undefined {
  const read = readJson(text, 'The file may be cut off. Export or download it again.')
  if ('problem' in read) {
    // A bracket may also begin a line of a list.
    return /^\s*(?:\{\s*"|\[\s*["{])/.test(text) ? read : undefined
  }
  const { value } = read
  const items = recordOf(value)?.['devices'] ?? value
  if (!Array.isArray(items)) {
    return {
      problem: {
        title: 'This JSON has no list of devices',
        nextStep: 'Choose an export of this console, or a list with one device a line.',
      },
    }
  }
  const records = items.map((item: unknown) => recordOf(item))
  const fields = [...new Set(records.flatMap((record) => Object.keys(flat(record))))].slice(0, 40)
  const rows = items.map((item: unknown, place): FileRow => {
    const record = flat(records[place])
    return {
      line: place + 2,
      cells: records[place] ? fields.map((field) => record[field] ?? '') : [String(item)],
    }
  })
  return { rows: fields.length === 0 ? rows : [{ line: 1, cells: fields }, ...rows] }
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined
}

/** The texts of a record, and those one level deeper, such as an owner's e-mail address. */
function flat(record: Record<string, unknown> | undefined): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [key, value] of Object.entries(record ?? {})) {
    if (typeof value === 'string') texts[key] = value
    if (key === 'posture') continue
    for (const [inner, text] of Object.entries(recordOf(value) ?? {})) {
      if (typeof text === 'string') texts[`${key}.${inner}`] = text
    }
  }
  return texts
}
