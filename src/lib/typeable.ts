import { deceptive } from './text.ts'

const maxTyped = 512

/** Removes characters that can't be typed, for comparison with typed text. */
export function typeable(text: string): string {
  const plain = text.replace(deceptive, '').replace(/\s+/g, ' ').trim()
  // Last, because removing a character can join two that compose. Skipped for long text, because
  // normalizing thousands of marks takes quadratic time.
  return plain.length > maxTyped ? plain : plain.normalize('NFC')
}
