import type { ComponentProps } from 'react'
import type { Location } from 'react-router'
import { navigation } from '../lib/navigation.ts'

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** A path of the console; `undefined` disables the link, which keeps its place and the focus. */
  to: string | undefined
  /** Replaces the history entry instead of adding one; the default for a link to the current address. */
  replace?: boolean | undefined
  state?: unknown
  /** Computes that state from the location at the time of the click. */
  stateAt?: (location: Location) => unknown
}

/** A link inside the console, which reads the address only when clicked: a table has a hundred of them. */
export function Link({ to, replace, state, stateAt, onClick, children, ...rest }: LinkProps) {
  const base = import.meta.env.BASE_URL.replace(/\/$/, '')
  return (
    <a
      href={to === undefined ? undefined : base + to}
      {...(to === undefined && { role: 'link', tabIndex: 0, 'aria-disabled': true })}
      {...rest}
      onClick={(event) => {
        onClick?.(event)
        const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
        if (to === undefined || event.button !== 0 || isModified || event.defaultPrevented) return
        event.preventDefault()
        const { location, navigate } = navigation()
        void navigate(to, {
          replace: replace ?? to === location.pathname + location.search,
          state: stateAt ? stateAt(location) : state,
        })
      }}
    >
      {children}
    </a>
  )
}
