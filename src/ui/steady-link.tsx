import type { ComponentProps } from 'react'
import type { Location } from 'react-router'
import { navigation } from '../lib/navigation.ts'

interface SteadyLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** A path of the console. */
  to: string
  /** What the new history entry holds, made from where the console is. */
  stateAt?: (location: Location) => unknown
}

/**
 * A link for rows: it looks at the address only when it is followed. The router's own
 * link renders again at each change of the address, of which a table has a hundred.
 */
export function SteadyLink({ to, stateAt, onClick, children, ...rest }: SteadyLinkProps) {
  return (
    <a
      {...rest}
      href={import.meta.env.BASE_URL.replace(/\/$/, '') + to}
      onClick={(event) => {
        onClick?.(event)
        const isPlain =
          event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
        if (!isPlain || event.defaultPrevented) return
        event.preventDefault()
        const { location, navigate } = navigation()
        void navigate(to, { state: stateAt?.(location) })
      }}
    >
      {children}
    </a>
  )
}
