/** A text in pieces, every second of which a search found. */
export type Pieces = readonly string[]

/** A text with what a search found in it marked. */
export function marked(pieces: Pieces | string) {
  if (typeof pieces === 'string') return pieces
  return pieces.map((piece, place) => (place % 2 ? <mark key={place}>{piece}</mark> : piece))
}
