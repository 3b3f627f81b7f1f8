import { createStoredValue, oneOf } from './stored.ts'
import type { TimeZoneChoice } from './time.ts'

export type Theme = 'system' | 'light' | 'dark'

export const theme = createStoredValue<Theme>('theme', oneOf(['system', 'light', 'dark']))

export const timeZone = createStoredValue<TimeZoneChoice>('time-zone', oneOf(['local', 'utc']))

/** Single-key shortcuts; off helps people who dictate (WCAG 2.1.4). */
export const singleKeyShortcuts = createStoredValue('shortcuts', (stored) => stored !== false)

/** Puts the theme on the document now and whenever it changes; `app.css` does the rest. */
export function followTheme(): void {
  const apply = () => {
    const chosen = theme.get()
    if (chosen === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = chosen
  }
  apply()
  theme.subscribe(apply)
}
