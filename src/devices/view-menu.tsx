import { SlidersHorizontal } from 'lucide-react'
import type { Device } from '../api/device.ts'
import { timeZone } from '../lib/preferences.ts'
import { useStore } from '../lib/use-store.ts'
import type { TableOf } from '../table/features.ts'
import { Choice } from '../ui/choice.tsx'
import { Popover } from '../ui/popover.tsx'
import { density } from './table-view.ts'

/** How the table looks: its columns, row height and time zone. */
export function ViewMenu({ table }: { table: TableOf<Device> }) {
  return (
    <Popover
      label="View"
      title="Table view"
      showLabel
      icon={<SlidersHorizontal aria-hidden className="size-4" />}
    >
      <fieldset className="px-2 py-1.5">
        <legend className="pb-1 text-xs font-medium text-ink-quiet">Columns</legend>
        {table.getAllLeafColumns().map(
          (column) =>
            column.getCanHide() && (
              <label
                key={column.id}
                className="-mx-2 flex min-h-8 items-center gap-2.5 rounded px-2 text-sm hover:bg-hover max-sm:min-h-11"
              >
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={column.getIsVisible()}
                  onChange={column.getToggleVisibilityHandler()}
                />
                {column.columnDef.meta?.label}
              </label>
            ),
        )}
      </fieldset>
      <Choice
        legend="Rows"
        value={useStore(density)}
        options={[
          { value: 'comfortable', label: 'Comfortable' },
          { value: 'compact', label: 'Compact' },
        ]}
        onChange={density.set}
      />
      <Choice
        legend="Times in"
        value={useStore(timeZone)}
        options={[
          { value: 'local', label: 'Local time' },
          { value: 'utc', label: 'UTC' },
        ]}
        onChange={timeZone.set}
      />
    </Popover>
  )
}
