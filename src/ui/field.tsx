import { useId, type ComponentProps, type ReactNode } from 'react'

interface FieldProps extends ComponentProps<'input'> {
  label: ReactNode
  problem?: string | undefined
  trailing?: ReactNode
}

/** A labeled text field. */
export function Field({ label, problem, trailing, className = '', ...input }: FieldProps) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium wrap-anywhere">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          {...input}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          className={`h-10 w-full rounded-md bg-surface px-3 ring-1 ring-line-strong transition-shadow ring-inset placeholder:text-ink-quiet focus-visible:outline-2 focus-visible:-outline-offset-1 aria-invalid:ring-danger max-sm:h-11 ${
            trailing ? 'pr-12' : ''
          }`}
        />
        {trailing && <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>}
      </div>
      {problem && (
        <p id={`${id}-problem`} className="mt-1.5 text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}
