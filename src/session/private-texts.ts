import { randomId } from '../lib/random-id.ts'
import { endWithSession } from '../lib/session-store.ts'

/**
 * Search texts with an e-mail address, by ID. History entries hold the ID, because they outlive the
 * session and the text must not.
 */
const texts = new Map<string, string>()
endWithSession(() => texts.clear())

/** Returns the ID of a text, adding it if needed. */
export function idOfPrivateText(text: string): string {
  for (const [id, known] of texts) if (known === text) return id
  const id = randomId()
  texts.set(id, text)
  return id
}

/** The text of an ID; `undefined` once its session has ended. */
export function privateText(id: string): string | undefined {
  return texts.get(id)
}

/** All IDs and texts, for the handover. */
export function privateTexts(): [string, string][] {
  return [...texts]
}

/** Restores the texts of a handover. */
export function restorePrivateTexts(left: readonly (readonly [string, string])[]): void {
  for (const [id, text] of left) texts.set(id, text)
}
