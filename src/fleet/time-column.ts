import { parseTime } from '../lib/time.ts'
import type { Column } from './column.ts'
import { grown } from './grown.ts'
import { byNumber } from './ordering.ts'

/** Spellings of a time, stored so that its text can be returned exactly. */
const shapes = { absent: 0, milliseconds: 1, seconds: 2, raw: 3 } as const

/** Times by row, held as numbers that give back the texts they were read from. */
export interface TimeColumn extends Column<string | undefined> {
  /** ms since epoch by row; `NaN` for absent and unreadable times. */
  values: () => Float64Array
  /** False also for an unreadable time. */
  isAbsent(row: number): boolean
}

/** Makes an empty column. Texts other than ISO 8601 in UTC are held as they came. */
export function createTimeColumn(): TimeColumn {
  let values = new Float64Array(0)
  let shape = new Uint8Array(0)
  const raw = new Map<number, string>()

  return {
    values: () => values,
    isAbsent: (row) => shape[row] === shapes.absent,
    set(row, text) {
      if (row >= values.length) {
        values = grown(values, row, Float64Array)
        shape = grown(shape, row, Uint8Array)
      }
      raw.delete(row)
      const time = parseTime(text) ?? Number.NaN
      values[row] = time
      shape[row] = shapeOf(text, time)
      if (text !== undefined && shape[row] === shapes.raw) raw.set(row, text)
    },
    order: (rows, descending) => byNumber(rows, values, descending),
    get(row) {
      switch (shape[row]) {
        case shapes.milliseconds:
          return new Date(values[row] ?? 0).toISOString()
        case shapes.seconds:
          return withoutMilliseconds(values[row] ?? 0)
        case shapes.raw:
          return raw.get(row)
        default:
          return undefined
      }
    },
  }
}

/** True for a text that a column can give back from its number alone. */
export function isPlainTime(text: string): boolean {
  const shape = shapeOf(text, parseTime(text) ?? Number.NaN)
  return shape === shapes.milliseconds || shape === shapes.seconds
}

function shapeOf(text: string | undefined, time: number): number {
  if (text === undefined) return shapes.absent
  if (Number.isNaN(time)) return shapes.raw
  if (text.length === 20 && text === withoutMilliseconds(time)) return shapes.seconds
  return text === new Date(time).toISOString() ? shapes.milliseconds : shapes.raw
}

function withoutMilliseconds(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z')
}
