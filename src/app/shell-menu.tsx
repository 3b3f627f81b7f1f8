import {
  Clock,
  Info,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  Palette,
  PlugZap,
  Scale,
  Server,
  Settings,
  Sun,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { diagnostics, version } from '../feedback/diagnostics.ts'
import { theme, timeZone } from '../lib/preferences.ts'
import { useStore } from '../lib/use-store.ts'
import { signOut } from '../session/session.ts'
import { useSession } from '../session/use-session.tsx'
import { Choice } from '../ui/choice.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { MenuButton, Popover } from '../ui/popover.tsx'

interface ShellMenuProps {
  onShowShortcuts: () => void
  onCheck: () => void
}

const iconOf = (Icon: LucideIcon) => <Icon aria-hidden className="size-4 shrink-0" />

const themes = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const

const zones = [
  { value: 'local', label: 'Local' },
  { value: 'utc', label: 'UTC' },
] as const

/** The menu of the header: preferences, help with the connection, the version, and signing out. */
export function ShellMenu({ onShowShortcuts, onCheck }: ShellMenuProps) {
  const session = useSession()
  const { auth, signOutUrl } = session.config
  return (
    <Popover label="Menu" icon={Settings}>
      <div className="grid w-64 divide-y divide-line *:py-1 *:first:pt-0 *:last:pb-0">
        <div>
          <Choice
            legend="Theme"
            icon={Palette}
            value={useStore(theme)}
            options={themes}
            onChange={theme.set}
          />
          <Choice
            legend="Times in"
            icon={Clock}
            value={useStore(timeZone)}
            options={zones}
            onChange={timeZone.set}
          />
        </div>
        <div>
          {/* A phone has no keys to press. */}
          <MenuButton icon={Keyboard} className="max-sm:hidden" onClick={onShowShortcuts}>
            Keyboard shortcuts
          </MenuButton>
          <MenuButton icon={PlugZap} onClick={onCheck}>
            Check connection
          </MenuButton>
          <CopyButton
            what="diagnostics"
            showLabel
            className="w-full justify-start! gap-2.5! px-2! font-normal! text-ink! hover:bg-hover! [&_svg]:size-4"
            text={() => diagnostics(session)}
          />
        </div>
        <section aria-label="About">
          <a
            href={`${import.meta.env.BASE_URL}third-party-notices.txt`}
            target="_blank"
            className="menu-row gap-2.5"
          >
            {iconOf(Scale)}
            Third-party notices
          </a>
          <dl className="text-ink-muted">
            <About Icon={Info} term="Device console">
              Version {version}
            </About>
            <About Icon={Server} term="API host">
              {session.connection.host}
            </About>
          </dl>
        </section>
        {(auth === 'apikey' || signOutUrl !== undefined) && (
          <div>
            <MenuButton icon={LogOut} onClick={signOut}>
              Sign out
            </MenuButton>
          </div>
        )}
      </div>
    </Popover>
  )
}

function About(props: { Icon: LucideIcon; term: string; children: ReactNode }) {
  return (
    <div className="menu-line">
      {iconOf(props.Icon)}
      <dt className="sr-only">{props.term}</dt>
      <dd className="min-w-0 wrap-anywhere">{props.children}</dd>
    </div>
  )
}
