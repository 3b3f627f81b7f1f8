import { useRef } from 'react'
import { useStore } from '../lib/use-store.ts'
import { useTimeLeft } from '../lib/use-time-left.ts'
import { locksAt, noteActivity } from '../session/idle.ts'
import { signOut } from '../session/session.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** Warns one minute before signing out for inactivity. */
export function IdleWarning() {
  return useStore(locksAt(useSession())) > 0 ? <Warning /> : null
}

function Warning() {
  const session = useSession()
  const left = useTimeLeft(locksAt(session)) ?? '0 s'
  const stayConnected = () => noteActivity(session)
  const stay = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      role="alertdialog"
      aria-labelledby="idle-title"
      aria-describedby="idle-text"
      onClose={stayConnected}
      initialFocus={stay}
      className="p-6"
    >
      <h2 id="idle-title" className="text-lg font-semibold">
        Still there?
      </h2>
      <p id="idle-text" className="mt-2 text-ink-muted">
        You’ll be signed out for inactivity in <span className="tabular-nums">{left}</span>. Your
        page is kept.
      </p>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={signOut}>Sign out</Button>
        <Button ref={stay} variant="primary" onClick={stayConnected}>
          Stay connected
        </Button>
      </div>
    </Dialog>
  )
}
