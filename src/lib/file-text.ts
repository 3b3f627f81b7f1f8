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
