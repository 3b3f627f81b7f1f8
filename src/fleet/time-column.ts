/** How a text stands for its time: so that it can be written again exactly. */
const shapes = { absent: 0, milliseconds: 1, seconds: 2, raw: 3 } as const

/** Times of all rows as numbers, which give back the very texts they were read from. */
export interface TimeColumn {
  /** ms since epoch by row; `NaN` for absent and for what is not a date. */
  values: () => Float64Array
  set(row: number, text: string | undefined): void
  text(row: number): string | undefined
  /** False also for a text that is not a date. */
  isAbsent(row: number): boolean
}

/** Makes an empty column. Texts that are not ISO 8601 in UTC are kept as they came. */
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
      const time = text === undefined ? Number.NaN : Date.parse(text)
      values[row] = time
      shape[row] = shapeOf(text, time)
      if (text !== undefined && shape[row] === shapes.raw) raw.set(row, text)
    },
    text(row) {
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

/** True for a text that a column gives back from its number alone. */
export function isPlainTime(text: string): boolean {
  const shape = shapeOf(text, Date.parse(text))
  return shape === shapes.milliseconds || shape === shapes.seconds
}

/** A longer copy of an array, with room for `row` and more to come. */
export function grown<T extends Float64Array | Uint32Array | Uint8Array>(
  array: T,
  row: number,
  type: new (length: number) => T,
): T {
  const longer = new type(Math.max(1_024, Math.ceil((row + 1) * 1.25)))
  longer.set(array)
  return longer
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
