import { useId } from 'react'
import { formatCount, sanitizeForDisplay } from '../lib/text.ts'
import type { FilterField, FilterValue } from './filter-fields.ts'
import { hasFilter, toggleFilter, withFilter, type SearchPlace } from './filters.ts'

interface FilterCheckboxesProps {
  place: SearchPlace
  field: Pick<FilterField, 'label'> & Partial<FilterField>
  values: readonly FilterValue[]
  countOf?: (value: FilterValue) => number | undefined
}

/** A checkbox for each value; radio buttons where only one of them makes sense. */
export function FilterCheckboxes({
  place,
  field: { kind, label, isSingle },
  values,
  countOf = ({ count }) => count,
}: FilterCheckboxesProps) {
  const { q } = place.params
  const name = useId()
  return (
    <fieldset aria-label={label} className="max-h-72 overflow-y-auto">
      {values.map((value) => {
        const isSelected = hasFilter(q, value.term)
        const count = place.isPart ? undefined : countOf(value)
        return (
          <label key={value.term} className="menu-row gap-2.5">
            <input
              type={isSingle ? 'radio' : 'checkbox'}
              name={name}
              className="size-4 shrink-0 accent-accent"
              checked={isSelected}
              onChange={() =>
                place.goTo({
                  q:
                    isSingle && kind
                      ? withFilter(q, kind, value.term)
                      : toggleFilter(q, value.term),
                })
              }
            />
            <bdi className="min-w-0 flex-1 truncate">{sanitizeForDisplay(value.label, 60)}</bdi>
            {count !== undefined && (
              <span className="text-ink-quiet tabular-nums">{formatCount(count)}</span>
            )}
          </label>
        )
      })}
    </fieldset>
  )
}
