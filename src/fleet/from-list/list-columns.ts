import { sanitizeForDisplay } from '../../lib/text.ts'
import type { Searchable } from '../../query/searchable.ts'
import type { FileRow } from '../files/table-file.ts'
import type { Job } from '../worker/job.ts'
import { resolveTexts, type Meaning } from './match-lines.ts'
import { isIdentifying, wordsOf } from './token.ts'

export interface ListColumns {
  /** Each with its heading or "Column 2", and its 0-based position; none of a list that is no table. */
  all: readonly { name: string; position: number }[]
  /** Position of the one that identifies the devices. */
  selected: number
  /** The first row names the columns. */
  hasHeading: boolean
}

const sampleRows = 200
/** More columns than this are not looked at. */
export const maxColumns = 40

/** Headings of other columns, by which a first line is known to be one. */
const otherHeadings = new Set(
  `owner,user,username,user name,status,posture,enabled,registered,updated,last seen,last connection
app version,department,comment,note,date,os,model,location`.split(/[,\n]/),
)
const isOther = (heading: string) => wordsOf(heading).some((text) => otherHeadings.has(text))

/** Finds the columns of a list, and by the devices named the identifying one, unless `asked`. */
export async function columnsOf(
  rows: readonly FileRow[],
  asked: number | undefined,
  devices: readonly Searchable[],
  job: Job,
): Promise<ListColumns> {
  const cells = rows
    .slice(0, sampleRows)
    .flatMap((row, index) =>
      row.cells
        .slice(0, maxColumns)
        .map((cell, position) => ({ position, text: cell.trim(), isFirst: index === 0 })),
    )
  const headings = cells.filter(({ isFirst }) => isFirst).map(({ text }) => text)
  const mayHaveHeading = headings.some((text) => isIdentifying(text) || isOther(text))
  if (!mayHaveHeading && cells.every(({ position }) => position === 0)) {
    return { all: [], selected: asked ?? 0, hasHeading: false }
  }
  const found = await resolveTexts(cells, devices, job)
  const hasHeading =
    mayHaveHeading && found.every(({ isFirst, kind }) => !isFirst || kind !== 'matched')
  const filled = found.filter(({ isFirst, text }) => text !== '' && !(isFirst && hasHeading))
  const columns = [...Map.groupBy(filled, ({ position }) => position)].map(([position, inside]) => {
    const heading = hasHeading ? (headings[position] ?? '') : ''
    const named = inside.reduce((sum, meaning) => sum + scoreOf(meaning), 0)
    return {
      position,
      name: sanitizeForDisplay(heading, 40) || `Column ${position + 1}`,
      score: named + (isIdentifying(heading) ? 1 : 0),
    }
  })
  const all = columns.toSorted((one, other) => one.position - other.position)
  const [best] = all.toSorted((one, other) => other.score - one.score)
  return { all, selected: asked ?? best?.position ?? 0, hasHeading }
}

function scoreOf({ kind, isPerson }: Meaning): number {
  // A person may have other devices than those that the list is about.
  if (kind === 'matched') return isPerson ? 3 : 10
  return kind === 'ambiguous' ? 4 : 0
}
