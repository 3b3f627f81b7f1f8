/** Remembers, for this tab, when the page was last reloaded for a missing chunk. */
const reloadedItem = 'device-console.reloaded-at'
const onceWithinMs = 60_000

/**
 * A chunk that is gone from the host means that a new version is out: reload
 * once. If that does not help within a minute, the error page tells instead.
 */
export function reloadOnceForMissingChunk(): void {
  addEventListener('vite:preloadError', (event) => {
    try {
      const last = Number(sessionStorage.getItem(reloadedItem))
      if (Date.now() - last < onceWithinMs) return
      sessionStorage.setItem(reloadedItem, String(Date.now()))
    } catch {
      // Without storage a loop could not be noticed, so the error page tells.
      return
    }
    event.preventDefault()
    location.reload()
  })
}

/** True for the error a browser gives when a module cannot be fetched; each words it its own way. */
export function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module script|module script failed|preload CSS/i.test(
      error.message,
    )
  )
}
