import type { Parser, ParseResult } from 'papaparse'
import { createChunk } from '../../lib/chunk.ts'
import { fileText, placeOfBinary } from '../../lib/file-text.ts'
import { formatCount, sanitizeForDisplay } from '../../lib/text.ts'
import { UnreadableFile, type GivenFile } from './given-file.ts'
import type { Job } from '../worker/job.ts'

const csvReader = createChunk('reader of CSV files', () => import('papaparse'))

/** Ends the reading of a file: says why it can't be read, where (1-based line), and what to do. */
export function cannotRead(title: string, nextStep: string, line?: number): never {
  throw Object.assign(new UnreadableFile({ title, nextStep }), { line })
}

/** Reads the text of a file with `read`. Throws `UnreadableFile`, with the file and the line in its title. */
export async function readFile<T>(
  { file }: GivenFile,
  max: { megabytes: number; nextStep: string },
  read: (text: string) => Promise<T>,
): Promise<T> {
  try {
    if (file.size > max.megabytes * 1e6) {
      cannotRead(`This file is larger than ${max.megabytes} MB`, max.nextStep)
    }
    const text = await fileText(file)
    refuseOtherThanText(text)
    return await read(text)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    const { words, line } = error
    const where = [sanitizeForDisplay(file.name, 60), line && `line ${formatCount(line)}`]
    const title = [where.filter(Boolean).join(', '), words.title].filter(Boolean).join(': ')
    throw new UnreadableFile({ ...words, title })
  }
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

function refuseOtherThanText(text: string): void {
  if (text.startsWith('PK\u{3}\u{4}') || text.startsWith('ÐÏ\u{11}à')) {
    cannotRead(
      'This is an Excel workbook or another packed file',
      'Save the sheet as CSV, and choose that file.',
    )
  }
  const index = placeOfBinary(text)
  if (index < 0) return
  const line = text.slice(0, index).split('\n').length
  cannotRead('This isn’t a text file', 'Choose a text, CSV, TSV or JSON file.', line)
}

/** A first line by which Excel names the separator. */
const separatorLine = /^sep=(.)(?:\r\n?|\n)/i

/** Finds the separator of a table: it occurs equally often in nearly all of several lines. */
export function separatorOf(text: string): { separator: string; isTable: boolean } {
  const [, named] = separatorLine.exec(text) ?? []
  if (named !== undefined) return { separator: named, isTable: true }
  const lines = text
    .split(/\r\n|[\n\r]/, 200)
    .filter((line) => line.trim() !== '')
    .map((line) => line.replaceAll(/"[^"]*"/g, ''))
  const [best] = [',', ';', '\t', '|']
    .map((separator) => {
      const widths = Map.groupBy(lines, (line) => line.split(separator).length)
      widths.delete(1)
      const [most = []] = [...widths.values()].toSorted((one, other) => other.length - one.length)
      return { separator, alike: most.length }
    })
    .toSorted((one, other) => other.alike - one.alike)
  const { separator = ',', alike = 0 } = best ?? {}
  return { separator, isTable: alike > 1 && alike >= lines.length * 0.9 }
}

/** Reads the rows of a table; `nextStep` is the advice for a quotation mark that is never closed. */
export async function readTable(text: string, nextStep: string, job: Job): Promise<FileRow[]> {
  const { default: papa } = await csvReader.load()
  const [marker = ''] = separatorLine.exec(text) ?? []
  const rows: FileRow[] = []
  let line = marker === '' ? 1 : 2
  let openQuote: number | undefined
  await new Promise<void>((resolve, reject) => {
    papa.parse<string[]>(text.slice(marker.length), {
      delimiter: separatorOf(text).separator,
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
  if (openQuote === undefined) return rows
  return cannotRead('A quotation mark is opened here and never closed', nextStep, openQuote)
}

/** Parses JSON; `nextStep` is the advice for text that isn't. */
export async function readJson(text: string, nextStep: string, job: Job): Promise<unknown> {
  // Nothing can be asked of the worker meanwhile.
  await job.pause({ doing: reading, done: 0, total: 0 })
  try {
    return JSON.parse(text)
  } catch (error) {
    return cannotRead('This isn’t valid JSON', nextStep, lineOfJsonError(text, error as Error))
  }
}

/** The line of a syntax error, where the browser names its place. */
function lineOfJsonError(text: string, { message }: Error): number | undefined {
  const [, line] = /line (\d+)/.exec(message) ?? []
  if (line !== undefined) return Number(line)
  // Of a file that is cut off, Chrome and Safari name no line.
  return /end of|eof|unterminated/i.test(message) ? text.trimEnd().split('\n').length : undefined
}
