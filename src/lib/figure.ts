import { counted } from './text.ts'

/** A count, and whether more may come. */
export interface Figure {
  count: number
  /** True once it can't grow by what is still loading. */
  isFinal: boolean
}

/** "476 people", or "47 people so far". */
export function figureText({ count, isFinal }: Figure, one: string, many?: string): string {
  return `${counted(count, one, many)}${isFinal ? '' : ' so far'}`
}
