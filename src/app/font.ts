import { createStoredValue } from '../lib/stored.ts'

/** Shows texts in Inter, which is downloaded after the app: both would share the line. */
export async function showFont(app: Promise<unknown>): Promise<void> {
  const isCached = createStoredValue('font', (stored) => stored === true)
  if (!isCached.get()) await app
  document.documentElement.dataset['font'] = 'inter'
  const loaded = await document.fonts.load('1em Inter')
  if (loaded.length > 0) isCached.set(true)
}
