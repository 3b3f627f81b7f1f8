import { useId, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'

interface PopoverProps {
  /** The button that opens it, in words; with `icon` alone it is the label. */
  label: string
  icon: ReactNode
  /** Shows the label beside the icon. */
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
/** Pixels below the button with which no look is taken at the room above it. */
const enoughHeight = 320
/** Pixels between the button and the panel, and between the panel and the window's edge. */
const gap = 6
const margin = 8

/** A button and the panel it opens beside itself; the platform closes it on Escape or a click elsewhere. */
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
    const { clientWidth, clientHeight } = document.documentElement
    // Fixed in the top layer, where no scrolling of the page reaches: edges meet, and the panel stays
    // inside the window, on the side of the button that has the room.
    const below = clientHeight - anchor.bottom - gap
    const above = anchor.top - gap
    const isBelow = below >= enoughHeight || below >= above
    element.style.top = isBelow ? `${anchor.bottom + gap}px` : 'auto'
    element.style.bottom = isBelow ? 'auto' : `${clientHeight - above}px`
    element.style.maxHeight = `${(isBelow ? below : above) - margin}px`
    const farthest = clientWidth - widest - margin
    const edge = align === 'end' ? clientWidth - anchor.right : anchor.left
    element.style[align === 'end' ? 'right' : 'left'] =
      `${Math.max(margin, Math.min(edge, farthest))}px`
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
