import { theme } from '../lib/preferences.ts'
import { useStore } from '../lib/use-store.ts'
import { Choice } from '../ui/choice.tsx'

/** Selects the color theme. */
export function ThemeChoice() {
  return (
    <Choice
      legend="Theme"
      value={useStore(theme)}
      options={[
        { value: 'system', label: 'System' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
      onChange={theme.set}
    />
  )
}
