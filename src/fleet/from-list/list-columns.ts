import { maxOf } from '../../lib/max-of.ts'
import { sanitizeForDisplay } from '../../lib/text.ts'
import type { Searchable } from '../../query/searchable.ts'
import type { FileRow } from '../table-file.ts'
import type { Job } from '../worker/job.ts'
import { resolveTexts, type Meaning } from './match-lines.ts'
import { isIdentifying, wordsOf } from './token.ts'

/** A column of a list that may identify the devices. */
interface ListColumn {
  /** Its heading, or "Column 2". */
  name: string
  /** 0-based. */
  position: number
}

export interface ListColumns {
  /** Without those that are empty. */
  all: readonly ListColumn[]
  /** Position of the one that identifies the devices best. */
  best: number
  /** The first row names the columns. */
  hasHeading: boolean
}

/** Rows that the guess looks at. */
const sampleRows = 200
/** More columns than this are not looked at. */
const maxColumns = 40

/** Headings of other columns, by which a first line is known to be one. */
const otherHeadings = new Set(
  `owner,user,username,user name,status,posture,enabled,registered,updated,last seen,last connection
app version,department,comment,note,date,os,model,location`.split(/[,\n]/),
)

/** Finds the columns of a list, and by the devices that its rows name, the one that identifies them. */
export async function columnsOf(
  rows: readonly FileRow[],
  devices: readonly Searchable[],
  job: Job,
): Promise<ListColumns> {
  const sample = rows.slice(0, sampleRows)
  const width = Math.min(
    maxColumns,
    maxOf(
      sample.map(({ cells }) => cells.length),
      1,
    ),
  )
  const columns = Array.from({ length: width }, (_, position) =>
    sample.map(({ cells }) => cells[position]?.trim() ?? ''),
  )
  const headings = columns.map(([first = '']) => first)
  const isOther = (heading: string) => wordsOf(heading).some((text) => otherHeadings.has(text))
  const hasWord = headings.some((heading) => isIdentifying(heading) || isOther(heading))
  // All columns in one pass over the devices, which a single one needs only for its heading.
  const texts = width > 1 || hasWord ? columns.flat() : []
  const found = await resolveTexts(texts, devices, job)
  const meanings = columns.map((_, position) =>
    found.slice(position * sample.length, (position + 1) * sample.length),
  )
  const hasHeading = hasWord && meanings.every(([first]) => first?.meaning.kind !== 'matched')
  const first = hasHeading ? 1 : 0
  const all = headings.map((heading, position) => ({
    position,
    name: (hasHeading && sanitizeForDisplay(heading, 40)) || `Column ${position + 1}`,
    score: (meanings[position] ?? [])
      .slice(first)
      .reduce(
        (sum, { meaning }) => sum + scoreOf(meaning),
        hasHeading && isIdentifying(heading) ? 1 : 0,
      ),
  }))
  const filled = all.filter(({ position }) => columns[position]?.slice(first).some(Boolean))
  const [best] = filled.toSorted((one, other) => other.score - one.score)
  return { all: filled, best: best?.position ?? 0, hasHeading }
}

function scoreOf({ kind, isPerson }: Meaning): number {
  // A person may have other devices than those that the list is about.
  if (kind === 'matched') return isPerson ? 3 : 10
  return kind === 'ambiguous' ? 4 : 0
}
