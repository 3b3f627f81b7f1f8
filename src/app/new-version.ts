import { markMissingPart } from '../api/errors.ts'

/** Remembers, for this tab, when the page was last reloaded for a missing chunk. */
const reloadedItem = 'device-console.reloaded-at'
const onceWithinMs = 60_000

let isHeld = () => false

/** Has `isHeldNow` asked before the page reloads by itself; true keeps it from doing so. */
export function holdReload(isHeldNow: () => boolean): void {
  isHeld = isHeldNow
}

/**
 * A chunk that is gone from the host means that a new version is out: reload
 * once. If that does not help within a minute, the error page tells instead.
 */
export function onMissingChunk(
  { payload }: VitePreloadErrorEvent,
  reload = () => location.reload(),
): void {
  markMissingPart(payload)
  // Without a network a reload would lose the console, too.
  if (isHeld() || !navigator.onLine) return
  try {
    const last = Number(sessionStorage.getItem(reloadedItem))
    if (Date.now() - last < onceWithinMs) return
    sessionStorage.setItem(reloadedItem, String(Date.now()))
  } catch {
    // Without storage a loop could not be noticed, so the error page tells.
    return
  }
  reload()
}
