import { useLayoutEffect, useRef, type ComponentProps, type ReactNode, type RefObject } from 'react'
import { dialogsOpen } from './dialogs-open.ts'

interface DialogProps extends Omit<ComponentProps<'dialog'>, 'onClose' | 'open'> {
  /** Called when the person leaves it: Escape, or a click beside it where `lightDismiss`. */
  onClose: () => void
  /** True while leaving is not possible; Escape then does nothing. */
  held?: boolean
  lightDismiss?: boolean
  /** What has the focus at first; otherwise the first thing that can. */
  initialFocus?: RefObject<HTMLElement | null>
  children: ReactNode
}

/** A modal dialog for as long as it is mounted; the platform keeps focus inside it. */
export function Dialog({
  onClose,
  held = false,
  lightDismiss = false,
  initialFocus,
  className = '',
  children,
  ...rest
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)

  // In the layout phase: the element must still be in the document when it closes,
  // or the platform cannot give the focus back to where it came from.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    initialFocus?.current?.focus()
    dialogsOpen.set(dialogsOpen.get() + 1)
    return () => {
      element?.close()
      dialogsOpen.set(dialogsOpen.get() - 1)
    }
  }, [initialFocus])

  // Going back leaves what the dialog is about; what is under way stays in sight.
  const leave = useRef(onClose)
  useLayoutEffect(() => {
    leave.current = held ? () => undefined : onClose
  })
  useLayoutEffect(() => {
    const onBack = () => leave.current()
    addEventListener('popstate', onBack)
    return () => removeEventListener('popstate', onBack)
  }, [])

  return (
    // A click on the backdrop is a pointer's shortcut; the keyboard's is Escape, which the platform gives.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- see above
    <dialog
      ref={dialog}
      {...rest}
      onCancel={(event) => {
        event.preventDefault()
        if (!held) onClose()
      }}
      onKeyDown={(event) => {
        // A second Escape in a row closes a dialog without asking; this one always asks.
        if (event.key === 'Escape') {
          event.preventDefault()
          event.stopPropagation()
          if (!held) onClose()
        }
        // A key that is held down presses once: what it confirms may be sent again each time.
        if (event.key === 'Enter' && event.repeat) event.preventDefault()
      }}
      onClick={(event) => {
        if (lightDismiss && !held && event.target === event.currentTarget) onClose()
      }}
      className={`m-auto w-[calc(100%-2rem)] max-w-lg rounded-xl bg-surface text-ink shadow-dialog ring-1 ring-line open:animate-[rise_140ms_ease-out] ${className}`}
    >
      {children}
    </dialog>
  )
}
