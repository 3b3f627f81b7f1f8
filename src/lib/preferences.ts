import { createStoredValue, oneOf } from './stored.ts'
import type { TimeZoneChoice } from './time.ts'

export type Theme = 'system' | 'light' | 'dark'

/** The theme of this browser, in every tab. */
export const theme = createStoredValue<Theme>('theme', oneOf(['system', 'light', 'dark']))

/** The zone of times in this browser, in every tab. */
export const timeZone = createStoredValue<TimeZoneChoice>('time-zone', oneOf(['local', 'utc']))

/** Single-key shortcuts can be turned off, for people who use dictation (WCAG 2.1.4). */
export const singleKeyShortcuts = createStoredValue('shortcuts', (stored) => stored !== false)

/** Applies the selected theme to the document, now and after each change. */
export function followTheme(): void {
  const apply = () => {
    const selected = theme.get()
    if (selected === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = selected
  }
  apply()
  theme.subscribe(apply)
}
