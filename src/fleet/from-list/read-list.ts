import { recordOf } from '../../lib/is-record.ts'
import { counted } from '../../lib/text.ts'
import {
  cannotRead,
  readJson,
  readTable,
  unreadable,
  type FileRow,
  type Unreadable,
} from '../table-file.ts'
import type { Job } from '../worker/job.ts'

/** Longer lists are refused: nobody can answer for them in one go. */
export const maxListLines = 50_000

/** Reads a list as rows: a line each, or a table if the text or its file's name says so. Blank lines are left out. */
export async function readList(
  text: string,
  fileName: string,
  job: Job,
): Promise<{ rows: FileRow[] } | Unreadable> {
  const problem = unreadable(text)
  if (problem) return problem
  const plain = text.replace(/^\u{feff}/u, '')
  const mayBeJson = /^\s*[[{]/.test(plain) && /\.json$|^$/i.test(fileName)
  const read =
    (mayBeJson ? await rowsOfJson(plain, job) : undefined) ??
    (isTable(plain, fileName) ? await rowsOfTable(plain, job) : { rows: rowsOfText(plain) })
  if ('problem' in read) return read
  const rows = read.rows.filter(({ cells }) => cells.some((cell) => /[\p{L}\p{N}]/u.test(cell)))
  if (rows.length === 0) return cannotRead('The list is empty', listNeeded)
  if (rows.length <= maxListLines) return { rows }
  return cannotRead(
    `The list has ${counted(rows.length, 'line')}`,
    `${counted(maxListLines, 'line')} can be matched at once. Split the list, and match one part at a time.`,
  )
}

/** The next step after a list without lines. */
export const listNeeded = 'Paste or choose a list with one device or person a line.'

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

function rowsOfTable(text: string, job: Job) {
  const [marker = '', separator = ''] = separatorLine.exec(text) ?? []
  const options = {
    separator,
    separators: [',', '\t', ';', '|'],
    firstLine: marker === '' ? 1 : 2,
    nextStep: 'Close or remove it in the file, or save the file as CSV again.',
  }
  return readTable(text.slice(marker.length), options, job)
}

/** The devices of an export of this console, or an array of texts or records; `undefined` for other text. */
async function rowsOfJson(
  text: string,
  job: Job,
): Promise<{ rows: FileRow[] } | Unreadable | undefined> {
  const read = await readJson(text, 'The file may be cut off. Export or download it again.', job)
  // A bracket may also begin a line of a list.
  if ('problem' in read) return /^\s*(?:\{\s*"|\[\s*["{])/.test(text) ? read : undefined
  const items = recordOf(read.value)['devices'] ?? read.value
  if (!Array.isArray(items)) {
    const nextStep = 'Choose an export of this console, or a list with one device a line.'
    return cannotRead('This JSON has no list of devices', nextStep)
  }
  const records = items.map(flat)
  const fields = [...new Set(records.flatMap((record) => Object.keys(record)))].slice(0, 40)
  const rows = records.map((record, place) => ({
    line: place + 2,
    cells: fields.map((field) => record[field] ?? ''),
  }))
  return { rows: [{ line: 1, cells: fields }, ...rows] }
}

/** The texts of a record, and those one level deeper, such as an owner's e-mail address; any other value by itself. */
function flat(value: unknown): Record<string, string> {
  if (typeof value !== 'object') {
    return { Value: typeof value === 'string' ? value : JSON.stringify(value) }
  }
  const { posture: _posture, ...record } = recordOf(value)
  const texts = Object.entries(record).flatMap(([key, inner]) =>
    [[key, inner] as const].concat(
      Object.entries(recordOf(inner)).map(([name, text]) => [`${key}.${name}`, text] as const),
    ),
  )
  return Object.fromEntries(
    texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
