import { Keyboard, LogOut, Menu, PlugZap } from 'lucide-react'
import type { ComponentProps } from 'react'
import { singleKeyShortcuts, theme, timeZone } from '../lib/preferences.ts'
import { useStore } from '../lib/use-store.ts'
import { signOut } from '../session/session.ts'
import { Choice } from '../ui/choice.tsx'
import { closePopover, Popover } from '../ui/popover.tsx'
import { About } from './about.tsx'

interface ShellMenuProps {
  canSignOut: boolean
  onShowShortcuts: () => void
  onCheck: () => void
}

/** The menu of the header: preferences, shortcuts, the version, and signing out. */
export function ShellMenu({ canSignOut, onShowShortcuts, onCheck }: ShellMenuProps) {
  return (
    <Popover label="Menu" title="Menu" icon={<Menu aria-hidden className="size-4" />}>
      <div className="grid w-64 gap-1">
        <Choice
          legend="Theme"
          value={useStore(theme)}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={theme.set}
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
        {/* A phone has no keys to press. */}
        <div className="border-t border-line pt-1 max-sm:hidden">
          <MenuButton
            onClick={(event) => {
              // First, so that the dialog returns the focus to the menu's button.
              closePopover(event.currentTarget)
              onShowShortcuts()
            }}
          >
            <Keyboard aria-hidden className="size-4" />
            Keyboard shortcuts
          </MenuButton>
          <label className={entryClass}>
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={useStore(singleKeyShortcuts)}
              onChange={(event) => singleKeyShortcuts.set(event.target.checked)}
            />
            Single-key shortcuts
          </label>
        </div>
        <About />
        <MenuButton
          onClick={(event) => {
            closePopover(event.currentTarget)
            onCheck()
          }}
        >
          <PlugZap aria-hidden className="size-4" />
          Check connection
        </MenuButton>
        {canSignOut && (
          <div className="border-t border-line pt-1">
            <MenuButton onClick={signOut}>
              <LogOut aria-hidden className="size-4" />
              Sign out
            </MenuButton>
          </div>
        )}
      </div>
    </Popover>
  )
}

const entryClass = 'menu-row w-full gap-2.5 text-left'

function MenuButton(props: Pick<ComponentProps<'button'>, 'onClick' | 'children'>) {
  return <button type="button" {...props} className={entryClass} />
}
