import { randomId } from '../lib/random-id.ts'
import { endWithSession } from '../lib/session-store.ts'

/**
 * Search texts that neither an address nor a history entry may hold, because they name an e-mail
 * address: an entry outlives the session, and this does not.
 */
const texts = new Map<string, string>()
endWithSession(() => texts.clear())

/** The id by which a history entry can name a text. */
export function idOfPrivateText(text: string): string {
  for (const [id, known] of texts) if (known === text) return id
  const id = randomId()
  texts.set(id, text)
  return id
}

/** The text of an id; `undefined` once its session has ended. */
export function privateText(id: string): string | undefined {
  return texts.get(id)
}

/** All of them, for the next page of this tab. */
export function privateTexts(): [string, string][] {
  return [...texts]
}

/** Takes texts over from the page before. */
export function restorePrivateTexts(left: readonly (readonly [string, string])[]): void {
  for (const [id, text] of left) texts.set(id, text)
}
