import { SlidersHorizontal } from 'lucide-react'
import { useStore } from '../lib/use-store.ts'
import { Choice } from '../ui/choice.tsx'
import { Popover } from '../ui/popover.tsx'
import { SortChoice } from './sort-choice.tsx'
import { density, type TableSettings } from './table-settings.ts'
import type { ListNavigation } from './use-list-address.ts'

interface SettingsMenuProps<Field extends string> {
  settings: TableSettings
  place: ListNavigation<Field>
  /** Fields that the list can be sorted by now. */
  fields: readonly Field[]
}

/** The button that opens a list's order and the settings of its table. */
export function SettingsMenu<Field extends string>(props: SettingsMenuProps<Field>) {
  return (
    <Popover
      label="Display"
      showLabel="wide"
      icon={<SlidersHorizontal aria-hidden className="size-4" />}
    >
      <SettingsPanel {...props} />
    </Popover>
  )
}

function SettingsPanel<Field extends string>({
  settings,
  place,
  fields,
}: SettingsMenuProps<Field>) {
  const hidden = useStore(settings.hidden)
  const optional = settings.columns.filter(({ isOptional }) => isOptional)
  return (
    <>
      <SortChoice settings={settings} place={place} fields={fields} />
      <fieldset className="px-2 py-1.5">
        <legend className="pb-1 text-xs font-medium text-ink-quiet">Columns</legend>
        {optional.map(({ id, label }) => (
          <label key={id} className="menu-row -mx-2 gap-2.5">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={!hidden.includes(id)}
              onChange={(event) =>
                settings.hidden.set(
                  event.target.checked ? hidden.filter((other) => other !== id) : [...hidden, id],
                )
              }
            />
            {label}
          </label>
        ))}
      </fieldset>
      {/* A phone's cards have one height. */}
      <div className="max-sm:hidden">
        <Choice
          legend="Rows"
          value={useStore(density)}
          options={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
          onChange={density.set}
        />
      </div>
    </>
  )
}
