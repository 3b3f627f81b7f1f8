import { Check, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useLocation } from 'react-router'
import { isSamePath } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Link } from '../ui/link.tsx'
import { useSession } from '../session/use-session.tsx'
import { openDialogs } from '../ui/open-dialogs.ts'
import { LiveRegion } from './live-region.tsx'
import { dismissToast, toasts, type Toast } from './toasts.ts'

const shownForMs = 6_000

/**
 * Shows the toasts at the bottom of the window. While a modal dialog is open, those raised since are
 * inside it, and so is what is announced: everything outside of it is inert. The earlier ones would
 * cover its buttons, and come back when it closes.
 */
export function Toaster() {
  const dialog = useStore(openDialogs).at(-1)
  const everything = useStore(toasts(useSession()))
  const newest = everything.at(-1)?.id ?? 0
  const [opened, setOpened] = useState({ dialog, newest })
  if (opened.dialog !== dialog) setOpened({ dialog, newest })
  const all = dialog ? everything.filter(({ id }) => id > opened.newest) : everything
  const [showsAll, setShowsAll] = useState(false)
  // The newest success and the newest trouble; a stack of older ones would cover what the page says.
  const newestOf = new Map(all.map((toast) => [toast.tone, toast]))
  const older = all.length - newestOf.size
  // Collapses again once they are dismissed.
  if (showsAll && older === 0) setShowsAll(false)
  const shown = showsAll ? all : all.filter((toast) => newestOf.get(toast.tone) === toast)
  return createPortal(
    <>
      {dialog && <LiveRegion />}
      {/* Escape closes the dialog around it, which hears the keys of its own content alone. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above */}
      <section
        aria-label="Notifications"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !dialog) return
          event.preventDefault()
          closeTopDialog()
        }}
        className="pointer-events-none fixed inset-x-0 bottom-0 z-20 flex max-h-full flex-col items-center gap-2 overflow-y-auto p-4 sm:pb-1.5 max-sm:bottom-[calc(3.5rem+env(safe-area-inset-bottom))]"
      >
        {older > 0 && !showsAll && (
          <Button className="pointer-events-auto shadow-float" onClick={() => setShowsAll(true)}>
            {older} more
          </Button>
        )}
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </section>
      {/* Lets the end of a phone's page be scrolled out from under it. */}
      {!dialog && shown.length > 0 && <div className="h-18 sm:hidden" />}
    </>,
    dialog ?? document.body,
  )
}

/** Closes the topmost dialog as Escape does. */
function closeTopDialog(): void {
  const dialog = openDialogs.get().at(-1)
  dialog?.dispatchEvent(new Event('cancel', { cancelable: true }))
}

function ToastCard({ toast }: { toast: Toast }) {
  const session = useSession()
  /** A person is at it. */
  const [isHeld, setIsHeld] = useState(false)
  // Who looks up later must still find the way to a receipt.
  const stays = toast.tone !== 'done' || toast.link !== undefined
  const { pathname } = useLocation()
  // Where it leads is on the screen, or the page that lists it.
  const isRead =
    toast.link !== undefined &&
    [toast.link.href, toast.link.href.replace(/\/[^/]*$/, '')].some((path) =>
      isSamePath(pathname, path),
    )
  useEffect(() => {
    if (isRead) dismissToast(session, toast.id)
    if (stays || isHeld) return
    const timer = setTimeout(() => dismissToast(session, toast.id), shownForMs)
    return () => clearTimeout(timer)
  }, [session, toast, stays, isRead, isHeld])

  return (
    <div
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="pointer-events-auto flex max-w-xl shrink-0 animate-[rise_140ms_ease-out] items-center gap-2.5 rounded-lg bg-surface py-1.5 pr-1.5 pl-3 text-sm shadow-float ring-1 ring-line"
    >
      {toast.tone === 'done' ? (
        <Check aria-hidden className="size-4 shrink-0 text-accent" />
      ) : (
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
      )}
      <p className="min-w-0 wrap-anywhere">{toast.text}</p>
      {toast.link && (
        <Link
          to={toast.link.href}
          onClick={() => {
            dismissToast(session, toast.id)
            closeTopDialog()
          }}
          className="rounded px-1 py-1 font-medium whitespace-nowrap text-accent underline-offset-2 hover:underline max-sm:py-3"
        >
          {toast.link.text}
        </Link>
      )}
      <Button
        variant="quiet"
        square
        aria-label="Dismiss"
        icon={X}
        onClick={() => dismissToast(session, toast.id)}
      />
    </div>
  )
}
