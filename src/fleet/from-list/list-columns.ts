import { sanitizeForDisplay } from '../../lib/text.ts'
import type { Searchable } from '../../query/searchable.ts'
import { resolveTexts } from './match-lines.ts'
import type { FileRow } from '../table-file.ts'

/** A column of a list that may identify the devices. */
export interface ListColumn {
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

/** Headings of columns that identify devices, the best first. */
const headings = [
  /^(?:device ?)?(?:id|uuid|guid)$/i,
  /^(?:hardware ?id|serial(?: ?(?:no|number|nr))?\.?|s\/?n|service ?tag|mac(?: ?address)?)$/i,
  /^(?:host ?name|(?:host|device|computer|machine|endpoint|asset)(?: ?name)?s?|name|dns ?name|fqdn)$/i,
  /^(?:(?:owner|user|work|primary)?\W?e.?mail(?: ?address)?|mail|upn|user ?principal ?name)$/i,
]
const otherHeadings =
  /^(?:owner|user(?: ?name)?|status|posture|enabled|registered|updated|last (?:seen|connection)|app version|department|comment|note|date|os|model|location)s?$/i

/** Finds the columns of a list, and by the devices that its rows name, the one that identifies them. */
export function columnsOf(rows: readonly FileRow[], devices: readonly Searchable[]): ListColumns {
  const width = Math.min(
    maxColumns,
    rows.slice(0, sampleRows).reduce((most, { cells }) => Math.max(most, cells.length), 1),
  )
  const positions = Array.from({ length: width }, (_, position) => position)
  const sample = rows.slice(0, sampleRows)
  const [first] = sample
  const isWord = (cell: string) =>
    [...headings, otherHeadings].some((heading) => heading.test(spaced(cell)))
  // All columns in one pass over the devices, which a single one needs only for its heading.
  const looked = width > 1 || first?.cells.some(isWord) ? sample : []
  const found = resolveTexts(
    looked.flatMap(({ cells }) => positions.map((position) => cells[position] ?? '')),
    devices,
  )
  const foundAt = (row: number, position: number) => found[row * width + position]
  const hasHeading =
    first !== undefined &&
    first.cells.some(isWord) &&
    positions.every((position) => foundAt(0, position)?.kind !== 'matched')
  const start = hasHeading ? 1 : 0
  const scoreOf = (position: number) => {
    let score = 0
    for (let row = start; row < sample.length; row += 1) {
      const match = foundAt(row, position)
      // A person may have other devices than those that the list is about.
      if (match?.kind === 'matched') score += match.person === undefined ? 10 : 3
      if (match?.kind === 'ambiguous') score += 4
    }
    const rank = headings.findIndex((heading) => heading.test(spaced(first?.cells[position] ?? '')))
    return score * 100 + (hasHeading && rank >= 0 ? headings.length - rank : 0)
  }
  const all = positions
    .filter((position) =>
      sample.slice(start).some(({ cells }) => (cells[position] ?? '').trim() !== ''),
    )
    .map((position) => ({
      position,
      name:
        (hasHeading && sanitizeForDisplay(first.cells[position]?.trim() ?? '', 40)) ||
        `Column ${position + 1}`,
    }))
  const best = all.reduce(
    (before, { position }) => {
      const score = scoreOf(position)
      return score > before.score ? { position, score } : before
    },
    { position: all[0]?.position ?? 0, score: -1 },
  )
  return { all, best: best.position, hasHeading }
}

/** `hardware_id` and `hardwareId` as words. */
function spaced(heading: string): string {
  return heading
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/:$/, '')
    .trim()
}
