/** A five-character ID, unique enough within a tab. */
export function randomId(): string {
  const random = crypto.getRandomValues(new Uint8Array(5))
  return Array.from(random, (byte) => (byte % 36).toString(36)).join('')
}
