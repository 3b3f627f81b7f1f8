import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { compareVersions, isStableVersion, versionFamily } from '../query/versions.ts'
import type { SavedView } from './saved-views.ts'

/** Returns the family (2.10 for 2.10.1) of the newest stable version; what comes before it is outdated. */
export function newestFamily(versions: readonly string[]): string | undefined {
  const newest = versions.filter(isStableVersion).toSorted(compareVersions).at(-1)
  return newest && versionFamily(newest)?.family
}

/** Returns the list of outdated devices; undefined until versions are counted. */
export function outdatedView(versions: readonly string[] = []): SavedView | undefined {
  const family = newestFamily(versions)
  if (family === undefined) return undefined
  return {
    name: `Outdated app (before ${family})`,
    list: `?q=version:%3C${family}&sort=appVersion`,
  }
}

/** Returns the list of outdated apps once all devices are loaded, as the newest version may come last. */
export function useOutdatedView(): SavedView | undefined {
  // Menus offer the most frequent versions alone, and the newest may be rarer than those.
  return outdatedView(
    useFleetQuery(['versions'], (fleet, signal) => fleet.ask('versions', [], signal)).data,
  )
}
