import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { compareVersions, isStableVersion, versionFamily } from '../query/versions.ts'
import type { SavedView } from './saved-views.ts'

/** Returns the list of devices before the newest stable version in use; undefined until versions are counted. */
export function outdatedView(versions: readonly string[] = []): SavedView | undefined {
  const newest = versions.filter(isStableVersion).toSorted(compareVersions).at(-1)
  const family = newest && versionFamily(newest)?.family
  if (family === undefined) return undefined
  return {
    name: `Outdated app (before ${family})`,
    list: `?q=version:%3C${family}&sort=appVersion`,
  }
}

/** Returns the list of outdated apps once all devices are loaded, as the newest version may come last. */
export function useOutdatedView(): SavedView | undefined {
  // Menus offer the most frequent versions alone, and the newest may be rarer than those.
  return outdatedView(useFleetQuery(['versions'], (fleet, signal) => fleet.versions(signal)).data)
}
