import { useStore } from '../lib/use-store.ts'
import { builtInViews } from './edit-views.ts'
import { allView, savedViews, tabViews, viewOf, type SavedView } from './saved-views.ts'
import type { SearchPlace } from './search-place.ts'

/** The view that a list is; undefined for any other search. One's own comes before those without a tab. */
export function useCurrentView({ params, linkTo }: SearchPlace): SavedView | undefined {
  const views = [allView, ...tabViews, ...useStore(savedViews), ...builtInViews]
  return viewOf(views, params.q, linkTo({}).state.list)
}
