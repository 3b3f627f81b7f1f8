import { recordOf } from '../../lib/is-record.ts'
import { counted } from '../../lib/text.ts'
import type { Unreadable } from '../given-file.ts'
import { cannotRead, readJson, readTable, separatorOf, type FileRow } from '../table-file.ts'
import type { Job } from '../worker/job.ts'

/** Longer lists are refused: nobody can answer for them in one go. */
export const maxListLines = 50_000

/** Reads a list as rows: a line each, or a table if the text or its file's name says so. Blank lines are left out. */
export async function readList(
  text: string,
  fileName: string,
  job: Job,
): Promise<{ rows: FileRow[] } | Unreadable> {
  const mayBeJson = /^\s*[[{]/.test(text) && /\.json$|^$/i.test(fileName)
  const json = mayBeJson ? await rowsOfJson(text, job) : undefined
  const isTable = /\.(?:csv|tsv|tab)$/i.test(fileName) || separatorOf(text).isTable
  const read = json ?? (isTable ? await readTable(text, closeIt, job) : { rows: rowsOfText(text) })
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

const closeIt = 'Close or remove it in the file, or save the file as CSV again.'

function rowsOfText(text: string): FileRow[] {
  const lines = text.split(/\r\n|[\n\r\u{2028}\u{2029}]/u)
  const filled = lines.filter((line) => line.trim() !== '')
  // Several names in one line: "a, b, c".
  const parts = filled.length === 1 ? (filled[0] ?? '').split(/[,;\t]/) : []
  if (parts.length > 1) return parts.map((part) => ({ line: 1, cells: [part] }))
  return lines.map((line, place) => ({ line: place + 1, cells: [line] }))
}

/** The devices of an export, or the first array of texts or records; `undefined` for other text. */
async function rowsOfJson(
  text: string,
  job: Job,
): Promise<{ rows: FileRow[] } | Unreadable | undefined> {
  const read = await readJson(text, 'The file may be cut off. Export or download it again.', job)
  // A bracket may also begin a line of a list.
  if ('problem' in read) return /^\s*(?:\{\s*"|\[\s*["{])/.test(text) ? read : undefined
  const { devices, ...others } = recordOf(read.value)
  const items = [devices, read.value, ...Object.values(others)].find(Array.isArray)
  if (!items) {
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
