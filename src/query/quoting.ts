/** Writes a text in quotes, in which nothing but a quote ends it. */
export function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

/** Replaces each quoted part of a term by what it stands for. */
export function unquote(term: string): string {
  return term.replaceAll(
    /(^|[:.[<>=])"((?:\\.|[^"\\])*)"/gs,
    (_part, before: string, inside: string) => before + inside.replaceAll(/\\(.)/gs, '$1'),
  )
}

/** True for a text that a search reads as it is: without spaces, and without any kind of quotes. */
export function needsNoQuotes(text: string): boolean {
  return /^[^\s"“”„‟«»＂]+$/.test(text)
}

const quoted = /"((?:\\.|[^"\\])*)("|\\?$)/sy
/** In curly quotes, which phones write, a straight one is the sign of inches. */
const curlyQuoted = /[“”„‟«＂]([^“”»＂]*)[“”»＂]?/y

/** Reads the quoted part at a 0-based position as `quote` writes it, and its end; an open quote reaches to the end. */
export function quotedPartAt(
  text: string,
  start: number,
): { source: string; end: number } | undefined {
  quoted.lastIndex = start
  const straight = quoted.exec(text)
  if (straight) {
    const [, inside = '', ending] = straight
    // A backslash at the end escapes nothing.
    return { source: `"${inside}${ending === '\\' ? '\\\\' : ''}"`, end: quoted.lastIndex }
  }
  curlyQuoted.lastIndex = start
  const curly = curlyQuoted.exec(text)
  return curly ? { source: quote(curly[1] ?? ''), end: curlyQuoted.lastIndex } : undefined
}
