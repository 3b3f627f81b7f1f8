/** Hands text to the browser as a file to save. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken what it needs once this task is over.
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}

/** A moment (ms since epoch) for a file's name, in UTC: `2026-11-22T140322Z`. */
export function fileTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(':', '')}Z`
}
