import { parseListParams } from '../list/list-params.ts'
import { createStoredValue } from '../lib/stored.ts'

/** A list of devices under a name. */
export interface SavedView {
  name: string
  /** Search of the list's address. */
  list: string
}

/** The whole list. */
export const allView: SavedView = { name: 'All', list: '' }

/**
 * Views with a tab. "Needs attention" is several of them, because no single search matches either a
 * status or a posture, and a tab's count must be that of its list.
 */
export const tabViews: readonly SavedView[] = [
  { name: 'Not compliant', list: '?q=posture:noncompliant' },
  { name: 'Unauthorized', list: '?q=status:unauthorized' },
  { name: 'Not seen for 90 days', list: '?q=seen:%3E90d&sort=lastConnection' },
  { name: 'Registered this week', list: '?q=registered:%3C7d&sort=-createdAt' },
]

export const maxSavedViews = 50

/** Views saved in this browser, newest last. */
export const savedViews = createStoredValue<readonly SavedView[]>('views', (stored) =>
  Array.isArray(stored) ? stored.filter(isView).slice(-maxSavedViews) : [],
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
