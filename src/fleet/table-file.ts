import { createChunk } from '../lib/chunk.ts'

const csvReader = createChunk('reader of CSV files', () => import('papaparse'))

/** What is wrong with a text or a file, and what to do. */
export interface FileProblem {
  /** 1-based; absent when it isn't about one line. */
  line?: number
  title: string
  nextStep: string
}

/** A row of a table; a line of text has one cell. */
export interface FileRow {
  /** 1-based number of the line that it begins in. */
  line: number
  cells: readonly string[]
}

/** Recognizes what isn't text. */
export function unreadable(text: string): FileProblem | undefined {
  if (text.startsWith('PK\u{3}\u{4}') || text.startsWith('\u{fffd}\u{fffd}\u{11}\u{fffd}')) {
    return {
      title: 'This is an Excel workbook or another packed file',
      nextStep: 'Save the sheet as CSV, and choose that file.',
    }
  }
  if (text.slice(0, 4_000).includes('\0')) {
    return {
      line: text.slice(0, text.indexOf('\0')).split('\n').length,
      title: 'This isn’t a text file',
      nextStep: 'Choose a text, CSV, TSV or JSON file.',
    }
  }
  return undefined
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
): Promise<{ rows: FileRow[] } | { problem: FileProblem }> {
  const { default: papa } = await csvReader.load()
  const { data, errors } = papa.parse<string[]>(text, {
    delimiter: separator,
    delimitersToGuess: separators,
  })
  let line = firstLine
  const rows = data.map((cells) => {
    const row = { line, cells }
    line += 1 + cells.reduce((breaks, cell) => breaks + cell.split(/\r\n|[\r\n]/).length - 1, 0)
    return row
  })
  const broken = errors.find(({ code }) => code === 'MissingQuotes')
  if (!broken) return { rows }
  return {
    problem: {
      line: rows[broken.row ?? 0]?.line ?? 1,
      title: 'A quotation mark is opened here and never closed',
      nextStep,
    },
  }
}

/** Parses JSON; `nextStep` is the advice for text that isn't. */
export function readJson(
  text: string,
  nextStep: string,
): { value: unknown } | { problem: FileProblem } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return {
      problem: { ...placeOfJsonError(text, error), title: 'This isn’t valid JSON', nextStep },
    }
  }
}

/** The line of a syntax error, where the browser names its place. */
function placeOfJsonError(text: string, error: unknown): { line?: number } {
  const message = error instanceof Error ? error.message : ''
  const [, position] = /position (\d+)/.exec(message) ?? []
  const [, line] = /line (\d+)/.exec(message) ?? []
  if (line !== undefined) return { line: Number(line) }
  if (position !== undefined) return { line: text.slice(0, Number(position)).split('\n').length }
  return /end of|unterminated/i.test(message) ? { line: text.trimEnd().split('\n').length } : {}
}
