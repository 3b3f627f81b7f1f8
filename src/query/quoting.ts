/** Writes a text in quotes, in which nothing but a quote ends it. */
export function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

/** Replaces each quoted part of a text by what it stands for; an open quote reaches to the end. */
export function unquote(text: string): string {
  return text.replaceAll(/"((?:\\.|[^"\\])*)"?/gs, (_quoted, inside: string) =>
    inside.replaceAll(/\\(.)/gs, '$1'),
  )
}
