import { recordOf } from '../../lib/is-record.ts'
import { counted } from '../../lib/text.ts'
import { cannotRead, readJson, readTable, separatorOf, type FileRow } from '../files/table-file.ts'
import type { Job } from '../worker/job.ts'
import { maxColumns } from './list-columns.ts'
import { maxListLines } from './match-lines.ts'

/** The next step after a list without lines. */
export const listNeeded = 'Paste or choose a list with one device or person a line.'

/** Reads a list as rows without blank ones: lines, or a table if its text or name says so. */
export async function readList(text: string, fileName: string, job: Job): Promise<FileRow[]> {
  const all = await rowsOf(text, fileName, job)
  const rows = all.filter(({ cells }) => cells.some((cell) => /[\p{L}\p{N}]/u.test(cell)))
  if (rows.length === 0) cannotRead('The list is empty', listNeeded)
  if (rows.length > maxListLines) {
    cannotRead(
      `The list has ${counted(rows.length, 'line')}`,
      `${counted(maxListLines, 'line')} can be matched at once. Split the list, and match one part at a time.`,
    )
  }
  return rows
}

function rowsOf(text: string, fileName: string, job: Job): FileRow[] | Promise<FileRow[]> {
  // A line of a list may begin with a bracket, too.
  if (/^\s*(?:\{\s*"|\[\s*["{])/.test(text)) return rowsOfJson(text, job)
  const isTable = /\.(?:csv|tsv|tab)$/i.test(fileName) || separatorOf(text).isTable
  const nextStep = 'Close or remove it in the file, or save the file as CSV again.'
  return isTable ? readTable(text, nextStep, job) : rowsOfText(text)
}

function rowsOfText(text: string): FileRow[] {
  const lines = text.split(/\r\n|[\n\r\u{2028}\u{2029}]/u)
  const filled = lines.filter((line) => line.trim() !== '')
  // Several names in one line: "a, b, c".
  const parts = filled.length === 1 ? (filled[0] ?? '').split(/[,;\t]/) : []
  if (parts.length > 1) return parts.map((part) => ({ line: 1, cells: [part] }))
  return lines.map((line, index) => ({ line: index + 1, cells: [line] }))
}

/** The devices of an export, or the first array of texts or records. */
async function rowsOfJson(text: string, job: Job): Promise<FileRow[]> {
  const value = await readJson(text, 'The file may be cut off. Export or download it again.', job)
  const { devices, ...others } = recordOf(value)
  const items = [devices, value, ...Object.values(others)].find(Array.isArray)
  if (!items) {
    const nextStep = 'Choose an export of this console, or a list with one device a line.'
    return cannotRead('This JSON has no list of devices', nextStep)
  }
  const records = items.map((item: unknown) => new Map(textsOf(item)))
  const fields = [...new Set(records.flatMap((record) => [...record.keys()]))].slice(0, maxColumns)
  const rows = [fields, ...records.map((record) => fields.map((field) => record.get(field) ?? ''))]
  return rows.map((cells, index) => ({ line: index + 1, cells }))
}

/** The texts and numbers of a record and one level deeper (an owner's e-mail); a text by itself. */
function textsOf(value: unknown, path: readonly string[] = []): [name: string, text: string][] {
  if (typeof value === 'string' || typeof value === 'number') {
    return [[path.join('.') || 'Value', String(value)]]
  }
  const entries = path.length < 2 ? Object.entries(recordOf(value)) : []
  return entries.flatMap(([key, inner]) =>
    key === 'posture' ? [] : textsOf(inner, [...path, key]),
  )
}
