import { isBadRequest } from '../../api/errors.ts'
import { maxOf } from '../../lib/max-of.ts'

/**
 * Returns the next limit to ask for after a refused one: the largest smaller number in the server's
 * messages, else half.
 */
export function smallerLimit(refused: number, messages: readonly string[]): number {
  const named = messages
    .flatMap((message) => message.match(/\d+/g) ?? [])
    .map(Number)
    .filter((number) => number >= 1 && number < refused)
  return maxOf(named, 0) || refused >> 1
}

/**
 * Asks with this limit, then with smaller ones until the API takes one. Rejects with the last refusal
 * when it takes none.
 */
export async function listWithin<Page>(
  asked: number,
  list: (limit: number) => Promise<Page>,
): Promise<Page> {
  for (let limit = asked; ;) {
    try {
      // Each limit depends on the refusal of the one before.
      // oxlint-disable-next-line no-await-in-loop -- see above
      return await list(limit)
    } catch (error) {
      if (!isBadRequest(error) || limit <= 1) throw error
      limit = smallerLimit(limit, error.serverMessages)
    }
  }
}
