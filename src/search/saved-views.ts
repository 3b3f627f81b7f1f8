import { compareVersions, isStableVersion, versionFamily } from '../fleet/versions.ts'
import { createStoredValue } from '../lib/stored.ts'

/** A list under a name. */
export interface SavedView {
  name: string
  /** Search of the list's address. */
  list: string
}

/** Has a link of its own beside the menu. */
export const newThisWeek: SavedView = {
  name: 'Registered this week',
  list: '?q=registered:%3C7d&sort=-createdAt',
}

/** Lists that every admin needs. */
export const builtInViews: readonly SavedView[] = [
  { name: 'Not seen for 90 days', list: '?q=seen:%3E90d&sort=lastConnection' },
  { name: 'Never connected', list: '?q=seen:never&sort=createdAt' },
  newThisWeek,
  { name: 'Deactivated', list: '?q=status:deactivated&sort=-updatedAt' },
  { name: 'No owner', list: '?q=owner:none' },
  { name: 'Duplicate hardware IDs', list: '?q=is:duplicate&sort=hardwareId' },
]

export const mostSavedViews = 50

/** Views saved in this browser, newest last. */
export const savedViews = createStoredValue<readonly SavedView[]>('views', (stored) =>
  Array.isArray(stored) ? stored.filter(isView).slice(-mostSavedViews) : [],
)

/** Saves a view, and replaces one of the same name. */
export function saveView(view: SavedView): void {
  savedViews.set(
    [...savedViews.get().filter(({ name }) => name !== view.name), view].slice(-mostSavedViews),
  )
}

/** Removes a saved view. */
export function removeView(name: string): void {
  savedViews.set(savedViews.get().filter((view) => view.name !== name))
}

function isView(value: unknown): value is SavedView {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'list' in value &&
    typeof value.list === 'string'
  )
}

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
