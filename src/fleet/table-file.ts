import type { Parser, ParseResult } from 'papaparse'
import { createChunk } from '../lib/chunk.ts'
import { csvFile, csvRow, type CsvCell } from '../lib/csv.ts'
import type { Job } from './worker/job.ts'

const csvReader = createChunk('reader of CSV files', () => import('papaparse'))

/** What is wrong with a text or a file, and what to do. */
interface FileProblem {
  /** 1-based; absent when it isn't about one line. */
  line?: number
  title: string
  nextStep: string
}

/** A text or a file that can't be read. */
export interface Unreadable {
  problem: FileProblem
}

/** Says why a text or a file can't be read. */
export function cannotRead(title: string, nextStep: string, line?: number): Unreadable {
  return { problem: { title, nextStep, ...(line !== undefined && { line }) } }
}

/** A row of a table; a line of text has one cell. */
export interface FileRow {
  /** 1-based number of the line that it begins in. */
  line: number
  cells: readonly string[]
}

const reading = 'Reading the file'
/** Characters read in one go. */
const pieceLength = 2 ** 20

/** Recognizes what isn't text. */
export function unreadable(text: string): Unreadable | undefined {
  if (text.startsWith('PK\u{3}\u{4}') || text.startsWith('ÐÏ\u{11}à')) {
    const nextStep = 'Save the sheet as CSV, and choose that file.'
    return cannotRead('This is an Excel workbook or another packed file', nextStep)
  }
  const place = text.indexOf('\0')
  if (place < 0 && !text.startsWith('%PDF-')) return undefined
  const line = text.slice(0, Math.max(0, place)).split('\n').length
  return cannotRead('This isn’t a text file', 'Choose a text, CSV, TSV or JSON file.', line)
}

/**
 * Reads the rows of a table, whose separator is guessed from `separators` unless it is given. `nextStep`
 * is the advice for a quotation mark that is never closed.
 */
export async function readTable(
  text: string,
  {
    separator = '',
    separators,
    firstLine = 1,
    nextStep,
  }: { separator?: string; separators: string[]; firstLine?: number; nextStep: string },
  job: Job,
): Promise<{ rows: FileRow[] } | Unreadable> {
  const { default: papa } = await csvReader.load()
  const rows: FileRow[] = []
  let line = firstLine
  let openQuote: number | undefined
  await new Promise<void>((resolve, reject) => {
    papa.parse<string[]>(text, {
      delimiter: separator,
      delimitersToGuess: separators,
      chunkSize: pieceLength,
      chunk({ data, errors, meta }: ParseResult<string[]>, parser: Parser) {
        const before = rows.length
        for (const cells of data) {
          rows.push({ line, cells })
          line += 1 + cells.reduce((sum, cell) => sum + cell.split(/\r\n|[\r\n]/).length - 1, 0)
        }
        const broken = errors.find(({ code }) => code === 'MissingQuotes')
        if (broken) openQuote = rows[before + (broken.row ?? 0)]?.line ?? 1
        parser.pause()
        job
          .pause({ doing: reading, done: meta.cursor, total: text.length })
          .then(() => parser.resume(), reject)
      },
      complete: () => resolve(),
    })
  })
  if (openQuote === undefined) return { rows }
  return cannotRead('A quotation mark is opened here and never closed', nextStep, openQuote)
}

/** Parses JSON; `nextStep` is the advice for text that isn't. */
export async function readJson(
  text: string,
  nextStep: string,
  job: Job,
): Promise<{ value: unknown } | Unreadable> {
  // Nothing can be asked of the worker meanwhile.
  await job.pause({ doing: reading, done: 0, total: 0 })
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return cannotRead('This isn’t valid JSON', nextStep, lineOfJsonError(text, error as Error))
  }
}

/** The line of a syntax error, where the browser names its place. */
function lineOfJsonError(text: string, { message }: Error): number | undefined {
  const [, line] = /line (\d+)/.exec(message) ?? []
  if (line !== undefined) return Number(line)
  const [, position] = /position (\d+)/.exec(message) ?? []
  if (position === undefined && !/end of|unterminated/i.test(message)) return undefined
  return text.slice(0, Number(position ?? text.trimEnd().length)).split('\n').length
}

/** A CSV, and the number of items in it. */
export interface WrittenTable {
  file: Blob
  count: number
}

/** Writes the rows of each item to a CSV. */
export async function writeTable<T>(
  columns: readonly string[],
  items: readonly T[],
  job: Job,
  rowsOf: (item: T) => readonly (readonly CsvCell[])[],
): Promise<WrittenTable> {
  const rows: string[] = []
  await job.each('Writing the file', items, (item) => {
    for (const row of rowsOf(item)) rows.push(csvRow(row))
  })
  return { file: csvFile(columns, rows), count: items.length }
}
