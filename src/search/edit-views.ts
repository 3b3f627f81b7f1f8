import { maxSavedViews, savedViews, tabViews, type SavedView } from './saved-views.ts'

/** Views that every admin needs. */
export const builtInViews: readonly SavedView[] = [
  ...tabViews,
  { name: 'Never connected', list: '?q=seen:never&sort=createdAt' },
  { name: 'Duplicate hardware IDs', list: '?q=is:duplicate&sort=hardwareId' },
  { name: 'Deactivated', list: '?q=status:deactivated&sort=-updatedAt' },
  { name: 'No owner', list: '?q=owner:none' },
]

/** Saves a view, and replaces one of the same name. */
export function saveView(view: SavedView): void {
  savedViews.set(
    [...savedViews.get().filter(({ name }) => name !== view.name), view].slice(-maxSavedViews),
  )
}

/** Removes a saved view. */
export function removeView(name: string): void {
  savedViews.set(savedViews.get().filter((view) => view.name !== name))
}
