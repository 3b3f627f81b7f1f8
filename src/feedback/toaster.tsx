import { CircleCheck, CircleHelp, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { dismissToast, toasts, type Toast } from './toasts.ts'

const shownForMs = 6_000

/** Where toasts appear. */
export function Toaster() {
  const shown = useStore(toasts)
  return (
    <section
      aria-label="Notifications"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-20 flex flex-col items-center gap-2 p-4"
    >
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pause = () => clearTimeout(timer.current)
  const leaveLater = () => {
    pause()
    if (toast.tone === 'done') timer.current = setTimeout(() => dismissToast(toast.id), shownForMs)
  }

  useEffect(() => {
    if (toast.tone === 'done') timer.current = setTimeout(() => dismissToast(toast.id), shownForMs)
    return () => clearTimeout(timer.current)
  }, [toast])

  return (
    <div
      onPointerEnter={pause}
      onPointerLeave={leaveLater}
      onFocus={pause}
      onBlur={leaveLater}
      className="pointer-events-auto flex max-w-md animate-[rise_140ms_ease-out] items-center gap-2.5 rounded-lg bg-surface py-1.5 pr-1.5 pl-3 text-sm shadow-float ring-1 ring-line"
    >
      {toast.tone === 'done' ? (
        <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
      ) : (
        <CircleHelp aria-hidden className="size-4 shrink-0 text-warn" />
      )}
      <p className="min-w-0 wrap-anywhere">{toast.text}</p>
      {toast.link && (
        <Link
          to={toast.link.href}
          onClick={() => dismissToast(toast.id)}
          className="rounded px-1 py-1 font-medium whitespace-nowrap text-accent underline-offset-2 hover:underline max-sm:py-3"
        >
          {toast.link.text}
        </Link>
      )}
      <Button
        variant="quiet"
        square
        aria-label="Dismiss"
        icon={<X aria-hidden className="size-4" />}
        onClick={() => dismissToast(toast.id)}
      />
    </div>
  )
}
