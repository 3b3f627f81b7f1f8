import { fleetChunk } from '../fleet/load-fleet.ts'
import { encryptionChunk, type Session } from '../session/open-session.ts'
import { sessionPart } from '../session/session-part.ts'
import { disconnected, otherPages } from './chunks.ts'

/** Number of downloads for runs that are under way. */
const pending = sessionPart(() => ({ count: 0 }))

/**
 * Downloads the code that a run may still need, because a new version may replace it on the host
 * during the run. A failure does no harm: each chunk is requested again when needed.
 */
export async function preloadForRun(session: Session): Promise<void> {
  pending(session).count += 1
  await Promise.allSettled([
    otherPages.load(),
    disconnected.load(),
    encryptionChunk.load(),
    fleetChunk.load(),
  ])
  pending(session).count -= 1
}

/** True during that download. It isn't waited for: actions must work even when the host is down. */
export function isPreloadingForRun(session: Session): boolean {
  return pending(session).count > 0
}
