import { maxOf } from '../../lib/max-of.ts'

/** A whole number by itself, with what excludes it; not one of a version, of many digits, or of bytes. */
const wholeNumber =
  /((?:(?:less|lower|smaller|fewer) than|below|under) |< ?)?(?<![\p{L}\d_]|[\p{L}\d][.,])(\d+)(?!\d|\p{L}|[.,]\d|\s*(?:[kmg]i?b|bytes?|m?s|sec(?:onds?)?|min(?:utes?)?|%)(?!\p{L}))/giu

/** The limit to ask for after a refused one: the largest smaller number in the server's messages, else half. */
export function smallerLimit(refused: number, messages: readonly string[]): number {
  const named = messages
    .flatMap((message) => [...message.matchAll(wholeNumber)])
    .map(([, isBelow, number]) => Number(number) - (isBelow ? 1 : 0))
    .filter((number) => number >= 1 && number < refused)
  return maxOf(named, 0) || refused >> 1
}
