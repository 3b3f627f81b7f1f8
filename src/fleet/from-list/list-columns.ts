import { maxOf } from '../../lib/max-of.ts'
import { sanitizeForDisplay } from '../../lib/text.ts'
import type { Searchable } from '../../query/searchable.ts'
import type { FileRow } from '../table-file.ts'
import type { Job } from '../worker/job.ts'
import { resolveTexts } from './match-lines.ts'

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

/** Headings of columns that identify devices, in lower case and in words. */
const identifying = new Set(
  `id,uuid,guid,device id,hardware id,serial,serial no,serial number,s n,service tag,mac,mac address
host,hostname,host name,device,device name,computer,computer name,machine,machine name,endpoint,asset
name,dns name,fqdn,mail,email,e mail,email address,owner e mail,user email,upn,user principal name`.split(
    /[,\n]/,
  ),
)
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
  const widths = sample.map(({ cells }) => cells.length)
  const width = Math.min(maxColumns, maxOf(widths, 1))
  const positions = Array.from({ length: width }, (_, position) => position)
  const cellAt = (row: number, position: number) => sample[row]?.cells[position]?.trim() ?? ''
  const isIn = (words: ReadonlySet<string>) => (position: number) =>
    wordsOf(cellAt(0, position)).some((text) => words.has(text))
  const isIdentifying = isIn(identifying)
  const hasWord = positions.some(isIdentifying) || positions.some(isIn(otherHeadings))
  // All columns in one pass over the devices, which a single one needs only for its heading.
  const looked = width > 1 || hasWord ? sample : []
  const found = await resolveTexts(
    looked.flatMap((_, row) => positions.map((position) => cellAt(row, position))),
    devices,
    job,
  )
  const meaningAt = (row: number, position: number) => found[row * width + position]?.meaning
  const hasHeading =
    hasWord && positions.every((position) => meaningAt(0, position)?.kind !== 'matched')
  const rowsBelow = [...sample.keys()].slice(hasHeading ? 1 : 0)
  const scoreOf = (position: number) => {
    const scores = rowsBelow.map((row) => {
      const meaning = meaningAt(row, position)
      // A person may have other devices than those that the list is about.
      if (meaning?.kind === 'matched') return meaning.isPerson ? 3 : 10
      return meaning?.kind === 'ambiguous' ? 4 : 0
    })
    const byHeading = hasHeading && isIdentifying(position) ? 1 : 0
    return scores.reduce<number>((sum, score) => sum + score, byHeading)
  }
  const all = positions
    .filter((position) => rowsBelow.some((row) => cellAt(row, position) !== ''))
    .map((position) => ({
      position,
      name: (hasHeading && sanitizeForDisplay(cellAt(0, position), 40)) || `Column ${position + 1}`,
      score: scoreOf(position),
    }))
  const [best] = all.toSorted((one, other) => other.score - one.score)
  return { all, best: best?.position ?? 0, hasHeading }
}

/** `hardware_id` and `hardwareIDs` as words, in the plural and in the singular. */
function wordsOf(heading: string): string[] {
  const words = heading.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/\W+|_+/g, ' ')
  const text = words.trim().toLowerCase()
  return [text, text.replace(/s$/, '')]
}
