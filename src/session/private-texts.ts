import { randomId } from '../lib/random-id.ts'
import type { Session } from './open-session.ts'
import { sessionPart } from './session-part.ts'

/** Search texts with an e-mail address, by ID, which history entries hold because they outlive the session. */
export const privateTexts = sessionPart(() => new Map<string, string>())

/** Returns the ID of a text, adding it if needed. */
export function idOfPrivateText(session: Session, text: string): string {
  const texts = privateTexts(session)
  for (const [id, known] of texts) if (known === text) return id
  const id = randomId()
  texts.set(id, text)
  return id
}
