import { maxOf } from '../../lib/max-of.ts'

/** The limit to ask for after a refused one: the largest smaller number in the server's messages, else half. */
export function smallerLimit(refused: number, messages: readonly string[]): number {
  const named = messages
    .flatMap((message) => message.match(/\d+/g) ?? [])
    .map(Number)
    .filter((number) => number >= 1 && number < refused)
  return maxOf(named, 0) || refused >> 1
}
