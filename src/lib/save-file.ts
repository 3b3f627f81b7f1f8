/** How long a browser may take to pick the file up. */
const heldForMs = 60_000

/** Hands a file to the browser's downloads; `type` is the media type of a text. */
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

/** A moment (ms since epoch) for a file's name, in UTC: `2026-11-22T140322Z`. */
export function fileTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(':', '')}Z`
}
