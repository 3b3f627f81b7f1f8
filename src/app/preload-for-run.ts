/**
 * Downloads what a run may still need: its receipt, the page to connect again, and the fleet that
 * learns of its outcomes. A new version may take them off the host while it goes on.
 */
export function preloadForRun(): Promise<unknown> {
  return Promise.allSettled([
    import('../runs/run-pages.tsx'),
    import('../session/connect-page.tsx'),
    import('../fleet/fleet.ts'),
  ])
}
