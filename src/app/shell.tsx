import { Keyboard, LogOut, SunMoon } from 'lucide-react'
import { Suspense, useEffect, useState, type ReactNode } from 'react'
import { NavLink } from 'react-router'
import { onSingleKey } from '../lib/keys.ts'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { paths } from '../lib/paths.ts'
import { signOut } from '../session/session.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { ProductMark } from '../ui/product-mark.tsx'

const ShortcutsDialog = lazyComponent(
  async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog,
  'soon',
)
const ThemeChoice = lazyComponent(
  async () => (await import('./theme-choice.tsx')).ThemeChoice,
  'soon',
)

const sections = [
  { to: paths.devices(), name: 'Devices' },
  { to: paths.runs, name: 'Runs' },
]

interface ShellProps {
  /** Behind a proxy there is no key to sign out of. */
  canSignOut: boolean
  children: ReactNode
}

/** What stands around every page. */
export function Shell({ canSignOut, children }: ShellProps) {
  const [showsShortcuts, setShowsShortcuts] = useState(false)
  useEffect(() => onSingleKey({ '?': () => setShowsShortcuts(true) }), [])

  return (
    <>
      <a
        href="#main"
        onClick={(event) => {
          // The address is the state of the list; a fragment has no place in it.
          event.preventDefault()
          document.querySelector('h1')?.focus()
        }}
        className="sr-only z-30 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-surface max-sm:static">
        <div className="mx-auto flex h-13 max-w-[100rem] items-center gap-1 px-6 max-sm:px-4">
          <NavLink to={paths.devices()} className="mr-4 flex items-center gap-2.5 rounded-md py-1">
            <ProductMark size={24} />
            <span className="font-semibold tracking-tight">
              Cipherscale
              <span className="ml-1.5 font-normal text-ink-quiet max-sm:hidden">
                Device console
              </span>
            </span>
          </NavLink>
          <nav aria-label="Main" className="flex gap-1">
            {sections.map(({ to, name }) => (
              <NavLink
                key={name}
                to={to}
                className="rounded-md px-2.5 py-1.5 text-sm font-medium text-ink-muted hover:bg-ink/7 hover:text-ink aria-[current]:bg-ink/7 aria-[current]:text-ink max-sm:py-3"
              >
                {name}
              </NavLink>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-0.5">
            <span className="max-sm:hidden">
              <Button
                variant="quiet"
                square
                aria-label="Keyboard shortcuts"
                icon={<Keyboard aria-hidden className="size-4" />}
                onClick={() => setShowsShortcuts(true)}
              />
            </span>
            <Popover label="Theme" title="Theme" icon={<SunMoon aria-hidden className="size-4" />}>
              <Suspense>
                <ThemeChoice />
              </Suspense>
            </Popover>
            {canSignOut && (
              <Button
                variant="quiet"
                square
                aria-label="Sign out"
                icon={<LogOut aria-hidden className="size-4" />}
                onClick={signOut}
              />
            )}
          </div>
        </div>
      </header>
      {children}
      {showsShortcuts && (
        <Suspense>
          <ShortcutsDialog onClose={() => setShowsShortcuts(false)} />
        </Suspense>
      )}
    </>
  )
}
