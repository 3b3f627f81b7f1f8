let underWay = 0

/**
 * Downloads what a run may still need: its receipt, the page to connect again, and the fleet that
 * learns of its outcomes. A new version may take them off the host while it goes on. Failing is no
 * fault yet: each is tried again when it is needed.
 */
export async function preloadForRun(): Promise<void> {
  underWay += 1
  await Promise.allSettled([
    import('./other-pages.tsx'),
    import('./disconnected.tsx'),
    import('../session/seal.ts'),
    import('../fleet/fleet.ts'),
  ])
  underWay -= 1
}

/** True while that goes on; to act on a device must be possible even when the host is down. */
export function isPreloadingForRun(): boolean {
  return underWay > 0
}
