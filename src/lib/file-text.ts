/** Reads a file as text: UTF-8, or UTF-16 by its mark or its zeros, or what Excel on Windows writes by itself. */
export async function fileText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const [first, second, third, fourth] = bytes
  const hasMark = first === 0xff && second === 0xfe
  // In UTF-16, every second byte of a Latin text is 0.
  if (hasMark || (first && second === 0 && third && fourth === 0))
    return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** 0-based place where a file shows that it is no text; -1 in a text. */
export function placeOfBinary(text: string): number {
  if (text.startsWith('%PDF-')) return 0
  const beginning = text.slice(0, 10_000)
  const strange = [...beginning.matchAll(/[^\P{Cc}\s]|\u{fffd}/gu)]
  // A text may have a few that were lost before, or that a word processor wrote.
  const isText = strange.length <= beginning.length / 10
  return isText || text.includes('\0') ? text.indexOf('\0') : (strange[0]?.index ?? 0)
}
