import { Fragment, type ComponentProps, type ReactNode } from 'react'

interface FactsProps extends ComponentProps<'dl'> {
  /** By label; one without a value is left out. */
  of: Readonly<Record<string, ReactNode>>
}

/** What is known, in two columns; `className` says how wide and how far apart they are. */
export function Facts({ of, className = '', ...rest }: FactsProps) {
  const known = Object.entries(of).filter(([, value]) => Boolean(value))
  return (
    <dl {...rest} className={`grid gap-x-3 ${className}`}>
      {known.map(([label, value]) => (
        <Fragment key={label}>
          <dt className="text-ink-quiet">{label}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
