import { grown } from './grown.ts'

/** One field of every device, by row. */
export interface Column<Value> {
  set(row: number, value: Value): void
  /** The value as it was set. */
  get(row: number): Value
  /** Sorts rows; equal ones keep their order, and absent values come last in both directions. */
  order(rows: Uint32Array, descending: boolean): Uint32Array
}

/** A column that holds numbers into a list of its distinct values. */
export interface CodedColumn<Value> extends Column<Value> {
  /** By row. Writing may replace the array, so it isn't held across writes. */
  codes(): Uint32Array
  /** Number of distinct codes, used or not. */
  codeCount(): number
}

/** A coded column whose values a search finds by word. */
export interface WordColumn<Value> extends CodedColumn<Value> {
  /** Folded texts to look for a word in, by code. */
  words(): readonly string[]
}

/** Codes by row, in an array that grows. */
export function createCodes() {
  let codes = new Uint32Array(0)
  return {
    all: () => codes,
    of: (row: number) => codes[row] ?? 0,
    set(row: number, code: number) {
      if (row >= codes.length) codes = grown(codes, row, Uint32Array)
      codes[row] = code
    },
  }
}
