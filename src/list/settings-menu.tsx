import { SlidersHorizontal } from 'lucide-react'
import type { SortBy } from '../api/sort.ts'
import { useStore } from '../lib/use-store.ts'
import { Choice } from '../ui/choice.tsx'
import { Popover } from '../ui/popover.tsx'
import { density, shownMark, type TableSettings } from './table-settings.ts'
import type { ListNavigation } from './use-list-address.ts'

interface SettingsProps<Field extends string> {
  settings: TableSettings
  place: ListNavigation<Field>
  fields: readonly Field[]
}

/** The button that opens a list's order and the settings of its table. */
export function SettingsMenu<Field extends string>(props: SettingsProps<Field>) {
  const { settings } = props
  const hidden = useStore(settings.hidden)
  const optional = settings.columns.filter(({ isOptional }) => isOptional)
  return (
    <Popover label="Display" showLabel="wide" icon={SlidersHorizontal}>
      <SortChoice {...props} />
      <fieldset className="px-2 py-1.5">
        <legend className="pb-1 text-xs font-medium text-ink-quiet">Columns</legend>
        {optional.map(({ id, label }) => (
          <label key={id} className="menu-row -mx-2 gap-2.5">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={!hidden.includes(id)}
              onChange={({ target: { checked } }) => {
                const others = hidden.filter((other) => other !== id && other !== shownMark + id)
                settings.hidden.set([...others, checked ? shownMark + id : id])
              }}
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
    </Popover>
  )
}

const keys = ['Sort by', 'Then by'] as const

/** The first two keys of an order, for people without a Shift key or headers in view. */
export function SortChoice<Field extends string>({
  place,
  fields,
  settings,
}: SettingsProps<Field>) {
  const { sort } = place.params

  function setKey(position: number, key: SortBy<Field> | undefined) {
    const kept = sort.slice(0, position).filter(({ field }) => field !== key?.field)
    const later = sort.slice(position + 1).filter(({ field }) => field !== key?.field)
    place.goTo({ sort: key ? [...kept, key, ...later] : kept })
  }

  return (
    <fieldset className="grid gap-2 px-2 py-1.5">
      <legend className="pb-1 text-xs font-medium text-ink-quiet">Order</legend>
      {keys.slice(0, sort.length + 1).map((label, position) => {
        const key = sort[position]
        return (
          <span key={label} className="flex items-center gap-1.5 text-sm">
            <select
              aria-label={label}
              value={key?.field ?? ''}
              onChange={({ target }) => {
                const field = fields.find((known) => known === target.value)
                setKey(position, field && { field, descending: key?.descending ?? false })
              }}
              className={selectClass}
            >
              <option value="">{position === 0 ? 'Default order' : `${label}…`}</option>
              {fields.map((field) => (
                <option key={field} value={field}>
                  {settings.columns.find(({ id }) => id === field)?.label}
                </option>
              ))}
            </select>
            {key && (
              <select
                aria-label={`${label}: direction`}
                value={key.descending ? 'descending' : 'ascending'}
                onChange={({ target }) =>
                  setKey(position, { ...key, descending: target.value === 'descending' })
                }
                className={selectClass}
              >
                <option value="ascending">Ascending</option>
                <option value="descending">Descending</option>
              </select>
            )}
          </span>
        )
      })}
    </fieldset>
  )
}

const selectClass = 'field flex-1'
