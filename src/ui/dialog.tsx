import { useLayoutEffect, useRef, type ComponentProps, type ReactNode, type RefObject } from 'react'
import { openDialogs } from './open-dialogs.ts'

interface DialogProps extends Omit<ComponentProps<'dialog'>, 'onClose' | 'open'> {
  /** Called on Escape, and on a click outside when `lightDismiss` is set. */
  onClose: () => void
  held?: boolean
  lightDismiss?: boolean
  /** It is open by its own history entry, so going back closes it without `onClose`. */
  isHistoryEntry?: boolean
  /** Receives the focus on opening; by default the first focusable element does. */
  initialFocus?: RefObject<HTMLElement | null>
  children: ReactNode
}

/** A modal dialog, open while mounted; the platform keeps focus inside it. */
export function Dialog({
  onClose,
  held = false,
  lightDismiss = false,
  isHistoryEntry = false,
  initialFocus,
  className = '',
  children,
  ...rest
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const beganOutside = useRef(false)

  // In the layout phase, because the platform restores the focus only if the element is still in
  // the document when it closes.
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    element.showModal()
    initialFocus?.current?.focus({ preventScroll: true })
    // In a low window, the platform scrolls past the title, which says what is asked.
    element.scrollTop = 0
    openDialogs.set([...openDialogs.get(), element])
    return () => {
      element.close()
      openDialogs.set(openDialogs.get().filter((open) => open !== element))
    }
  }, [initialFocus])

  // Going back closes the dialog, unless it is held.
  const leave = useRef(onClose)
  useLayoutEffect(() => {
    leave.current = held || isHistoryEntry ? () => undefined : onClose
  })
  useLayoutEffect(() => {
    const onBack = () => leave.current()
    addEventListener('popstate', onBack)
    return () => removeEventListener('popstate', onBack)
  }, [])

  return (
    // A click on the backdrop is a shortcut for pointers; the keyboard has Escape.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- see above
    <dialog
      ref={dialog}
      {...rest}
      onCancel={(event) => {
        event.preventDefault()
        if (!held) onClose()
      }}
      onKeyDown={(event) => {
        // The browser closes a dialog on a second Escape without a cancelable event.
        if (event.key === 'Escape') {
          event.preventDefault()
          event.stopPropagation()
          if (!held) onClose()
        }
        // A held Enter must not confirm repeatedly.
        if (event.key === 'Enter' && event.repeat) event.preventDefault()
      }}
      onPointerDown={(event) => {
        beganOutside.current = event.target === event.currentTarget
      }}
      onClick={(event) => {
        // A text that is selected to beyond the edge ends in a click on the backdrop, too.
        const isOutside = beganOutside.current && event.target === event.currentTarget
        if (lightDismiss && !held && isOutside) onClose()
      }}
      className={`m-auto w-[calc(100%-2rem)] max-w-lg rounded-xl bg-surface text-ink shadow-dialog ring-1 ring-line open:animate-[rise_140ms_ease-out] ${className}`}
    >
      {children}
    </dialog>
  )
}
