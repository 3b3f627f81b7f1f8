import { setStatuses } from '../device/status-lists.ts'
import { parseListParams } from '../list/list-address.ts'
import { createStoredValue } from '../lib/stored.ts'
import { useStore } from '../lib/use-store.ts'
import type { SearchPlace } from './filters.ts'

export interface SavedView {
  name: string
  /** Search of the list's address. */
  list: string
}

export const allView: SavedView = { name: 'All', list: '' }

/** Views with a tab; no single search is "Needs attention", and a tab's count must be that of its list. */
export const tabViews: readonly SavedView[] = [
  { name: 'Not compliant', list: '?q=posture:noncompliant' },
  { name: 'Unauthorized', list: '?q=status:unauthorized' },
  { name: 'Not seen for 90 days', list: '?q=seen:%3E90d&sort=lastConnection' },
  { name: 'Registered this week', list: '?q=registered:%3C7d&sort=-createdAt' },
]

/** Views that every admin needs. */
export const builtInViews: readonly SavedView[] = [
  ...tabViews,
  { name: 'Never connected', list: '?q=seen:never&sort=createdAt' },
  { name: 'Duplicate hardware IDs', list: '?q=is:duplicate&sort=hardwareId' },
  ...setStatuses.map((name) => ({
    name,
    list: `?q=status:${name.toLowerCase()}&sort=-updatedAt`,
  })),
  { name: 'No owner', list: '?q=owner:none' },
]

/** Views saved in this browser, newest last. */
export const savedViews = createStoredValue<readonly SavedView[]>('views', (stored) =>
  Array.isArray(stored) ? stored.filter(isView) : [],
)

/** Returns a view's search text. */
export function searchOf({ list }: SavedView): string {
  return parseListParams(list, () => []).q
}

/** Returns the view of the list at this address, or the first with the same search text in another order. */
export function viewOf(
  views: readonly SavedView[],
  q: string,
  list: string,
): SavedView | undefined {
  return views.find((view) => view.list === list) ?? views.find((view) => searchOf(view) === q)
}

function isView(value: unknown): value is SavedView {
  const { name, list } = (value ?? {}) as Partial<Record<keyof SavedView, unknown>>
  return typeof name === 'string' && typeof list === 'string'
}

/** Saves a view, and replaces one of the same name. */
export function saveView(view: SavedView): void {
  savedViews.set([...savedViews.get().filter(({ name }) => name !== view.name), view])
}

/** Removes a saved view. */
export function removeView(name: string): void {
  savedViews.set(savedViews.get().filter((view) => view.name !== name))
}

/** The view that a list is; undefined for any other search. One's own comes before those without a tab. */
export function useCurrentView({ params, linkTo }: SearchPlace): SavedView | undefined {
  const views = [allView, ...tabViews, ...useStore(savedViews), ...builtInViews]
  return viewOf(views, params.q, linkTo({}).state.list)
}
