import { markMissingPart } from '../api/errors.ts'

/** Session storage item with the time of the last reload for a missing chunk. */
const reloadedItem = 'device-console.reloaded-at'
const onceWithinMs = 60_000

let isHeld = () => false

/** Registers a check that prevents an automatic reload while it returns true. */
export function holdReload(isHeldNow: () => boolean): void {
  isHeld = isHeldNow
}

/**
 * Reloads the page once when a chunk is missing, because a new version was deployed. If a chunk is
 * missing again within a minute, the error page explains it instead.
 */
export function onMissingChunk(
  { payload }: VitePreloadErrorEvent,
  reload = () => location.reload(),
): void {
  markMissingPart(payload)
  // Offline, a reload would lose the page.
  if (isHeld() || !navigator.onLine) return
  try {
    const last = Number(sessionStorage.getItem(reloadedItem))
    if (Date.now() - last < onceWithinMs) return
    sessionStorage.setItem(reloadedItem, String(Date.now()))
  } catch {
    // Without storage a reload loop can't be detected, so the error page explains.
    return
  }
  reload()
}
