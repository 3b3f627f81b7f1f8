/** Time for the browser to read the file. */
const heldForMs = 60_000

/** Saves a file to the browser's downloads; `type` is the media type of a string. */
export function saveFile(name: string, content: string | Blob, type = 'text/plain'): void {
  const file =
    typeof content === 'string' ? new Blob([content], { type: `${type};charset=utf-8` }) : content
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), heldForMs)
}

/** A file name of contents and UTC time (ms): `devices_status-offline_2026-11-22T14-03-22Z.csv`. */
export function fileName(contents: readonly string[], ending: string, time: number): string {
  const utc = new Date(time).toISOString().slice(0, 19).replaceAll(':', '-')
  return `${[...contents.map(plainForFileName).filter(Boolean), `${utc}Z`].join('_')}.${ending}`
}

/** Writes a text with characters that every file system accepts, without e-mail addresses. */
export function plainForFileName(text: string): string {
  return text
    .replaceAll(/\S+@\S+/g, 'owner')
    .replaceAll('<', ' under ')
    .replaceAll('>', ' over ')
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/\.*-[-.]*|\.{2,}/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60)
}
