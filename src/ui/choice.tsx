import { useId } from 'react'
import type { AnyIcon } from './icons.tsx'

interface ChoiceProps<T extends string> {
  legend: string
  value: T
  /** Makes it a row of a menu, which begins with this icon. */
  icon?: AnyIcon
  /** Puts the legend beside the options. */
  isLine?: boolean
  options: readonly { value: T; label: string; icon?: AnyIcon }[]
  onChange: (next: T) => void
}

/** A segmented control made of radio buttons. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { legend, value, icon: Icon, isLine = Icon !== undefined, options, onChange } = props
  const name = useId()
  return (
    <fieldset className={isLine ? 'menu-line py-0.5' : 'px-2 py-1.5'}>
      <legend
        className={
          isLine
            ? 'float-left mr-auto flex items-center gap-2.5'
            : 'float-left w-full pb-1.5 text-xs font-medium text-ink-quiet'
        }
      >
        {Icon && <Icon aria-hidden className={iconClass} />}
        {legend}
      </legend>
      <div className="clear-both flex rounded-md bg-sunken p-0.5 ring-1 ring-line ring-inset">
        {options.map((option) => (
          <label
            key={option.value}
            title={option.icon ? option.label : undefined}
            className="flex min-h-7 flex-1 items-center justify-center rounded px-2.5 text-sm whitespace-nowrap text-ink-muted has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-card has-checked:ring-1 has-checked:ring-line-strong/60 has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:min-h-11"
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            {option.icon && <option.icon aria-hidden className={iconClass} />}
            <span className={option.icon ? 'sr-only' : ''}>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const iconClass = 'size-4 shrink-0'
