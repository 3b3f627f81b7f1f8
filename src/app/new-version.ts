import { markMissingPart } from '../api/errors.ts'
import { sessionPart } from '../session/open-session.ts'
import { session } from '../session/session.ts'

const reloadedItem = 'device-console.reloaded-at'
const onceWithinMs = 60_000

/** Whether an automatic reload would interrupt something; a session's dialogs tell once they are there. */
export const reloadHold = sessionPart(() => ({ isHeld: (): boolean => false }))

/** Reloads the page when a chunk is missing, as after a new version, but once a minute at most; then the error page explains it. */
export function onMissingChunk(
  { payload }: VitePreloadErrorEvent,
  reload = () => location.reload(),
): void {
  markMissingPart(payload)
  const current = session.get()
  if (current.connection && reloadHold(current).isHeld()) return
  // Offline, a reload would lose the page.
  if (!navigator.onLine) return
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
