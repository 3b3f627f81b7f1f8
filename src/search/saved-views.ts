import type { Facet } from '../fleet/requests.ts'
import { compareVersions, isStableVersion } from '../fleet/versions.ts'
import { createStoredValue } from '../lib/stored.ts'

/** A list under a name. */
export interface View {
  name: string
  /** Search of the list's address. */
  list: string
}

/** The question of every Monday, one click from the list. */
export const newThisWeek: View = {
  name: 'Registered this week',
  list: '?q=registered:%3C7d&sort=-createdAt',
}

/** Questions every admin asks. */
export const builtInViews: readonly View[] = [
  { name: 'Not seen for 90 days', list: '?q=seen:%3E90d&sort=lastConnection' },
  { name: 'Never connected', list: '?q=seen:never&sort=createdAt' },
  newThisWeek,
  { name: 'Deactivated', list: '?q=status:deactivated&sort=-updatedAt' },
  { name: 'No owner', list: '?q=owner:none' },
  { name: 'Duplicate hardware IDs', list: '?q=is:duplicate&sort=hardwareId' },
]

/** More than this are not kept. */
export const mostOwnViews = 50

/** Views saved on this device, newest last. */
export const ownViews = createStoredValue<readonly View[]>('views', (stored) =>
  Array.isArray(stored) ? stored.filter(isView).slice(-mostOwnViews) : [],
)

/** Saves a list under a name; the same name again replaces it. */
export function saveView(view: View): void {
  ownViews.set(
    [...ownViews.get().filter(({ name }) => name !== view.name), view].slice(-mostOwnViews),
  )
}

export function removeView(name: string): void {
  ownViews.set(ownViews.get().filter((view) => view.name !== name))
}

function isView(value: unknown): value is View {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'list' in value &&
    typeof value.list === 'string'
  )
}

/** Devices behind the newest stable version in use; `undefined` until versions are counted. */
export function outdatedView(versions: readonly Facet[] | undefined): View | undefined {
  const known = versions?.map(({ id }) => id).filter((id) => isStableVersion(id)) ?? []
  const newest = known.toSorted(compareVersions).at(-1)
  if (newest === undefined) return undefined
  const family = newest.split('.').slice(0, 2).join('.')
  return {
    name: `Outdated app (before ${family})`,
    list: `?q=version:%3C${family}&sort=appVersion`,
  }
}
