import { createStoredValue } from '../lib/stored.ts'

/**
 * Shows texts in Inter. A browser that has to download it does so after the app, because both would
 * share the line and the first rows would come later.
 */
export async function showFont(app: Promise<unknown>): Promise<void> {
  /** True once this browser has the font in its cache. */
  const isCached = createStoredValue('font', (stored) => stored === true)
  if (!isCached.get()) await app
  document.documentElement.dataset['font'] = 'inter'
  const loaded = await document.fonts.load('1em Inter')
  if (loaded.length > 0) isCached.set(true)
}
