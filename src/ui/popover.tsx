import { useId, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'

interface PopoverProps {
  /** The button that opens it, in words; with `icon` alone it is the label. */
  label: string
  icon: ReactNode
  /** Shows the label beside the icon from this much room on. */
  showLabel?: boolean
  /** What it stands for is in force. */
  isOn?: boolean
  /** The edge at which button and panel meet. */
  align?: 'start' | 'end'
  /** Name of the panel. */
  title: string
  children: ReactNode
}

/** Pixels of the widest content (`w-64`) with the panel's padding. */
const widest = 268
/** Pixels; less could not be read. */
const leastHeight = 128

/** A button and the panel it opens below itself; the platform closes it on Escape or a click elsewhere. */
export function Popover({
  label,
  icon,
  showLabel = false,
  isOn = false,
  align = 'end',
  title,
  children,
}: PopoverProps) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [wasOpened, setWasOpened] = useState(false)

  function place(button: HTMLElement) {
    const element = panel.current
    if (!element) return
    const anchor = button.getBoundingClientRect()
    const room = document.documentElement.clientWidth
    // Fixed in the top layer, where no scrolling of the page reaches: edges meet, and the panel stays
    // inside the window.
    const top = anchor.bottom + 6
    element.style.top = `${top}px`
    element.style.maxHeight = `${Math.max(leastHeight, document.documentElement.clientHeight - top - 8)}px`
    if (align === 'end') element.style.right = `${Math.max(8, room - anchor.right)}px`
    else element.style.left = `${Math.max(8, Math.min(anchor.left, room - widest - 8))}px`
  }

  return (
    <>
      <Button
        variant="quiet"
        square={!showLabel}
        icon={icon}
        aria-label={showLabel ? undefined : label}
        popoverTarget={id}
        className={isOn ? 'bg-selected text-accent!' : ''}
        aria-haspopup="dialog"
        onClick={(event) => place(event.currentTarget)}
      >
        {showLabel && label}
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        onBeforeToggle={() => setWasOpened(true)}
        role="dialog"
        aria-label={title}
        className="inset-auto m-0 max-w-[calc(100vw-1rem)] min-w-56 overflow-y-auto rounded-lg bg-surface p-1.5 text-ink shadow-float ring-1 ring-line"
      >
        {wasOpened && children}
      </div>
    </>
  )
}
