import { fleetChunk } from '../fleet/load-fleet.ts'
import { encryptionChunk } from '../session/open-session.ts'
import { disconnected, otherPages } from './chunks.ts'

let pending = 0

/**
 * Downloads the code that a run may still need, because a new version may replace it on the host
 * during the run. A failure does no harm: each chunk is requested again when needed.
 */
export async function preloadForRun(): Promise<void> {
  pending += 1
  await Promise.allSettled([
    otherPages.load(),
    disconnected.load(),
    encryptionChunk.load(),
    fleetChunk.load(),
  ])
  pending -= 1
}

/** True during that download. It isn't waited for: actions must work even when the host is down. */
export function isPreloadingForRun(): boolean {
  return pending > 0
}
