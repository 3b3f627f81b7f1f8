import { useId, useRef, useState, type ComponentProps, type ReactNode } from 'react'
import { Button } from './button.tsx'
import type { AnyIcon } from './icons.tsx'
import { Link } from './link.tsx'

interface PopoverProps {
  label: string
  icon: AnyIcon
  /** Shows the label beside the icon; `wide`: in windows of at least 1,280 px. */
  showLabel?: boolean | 'wide'
  /** Highlights the button, for example while a filter is active. */
  isOn?: boolean
  /** Name of the panel; the button's unless given. */
  title?: string
  children: ReactNode
}

/** Width (px) of a panel whose content is `w-64`, which all but the demo's are at most. */
const widest = 268
/** Height (px) below the button at which the panel always opens downward. */
const enoughHeight = 320
/** Distances (px) from the panel to the button and to the window's edge. */
const gap = 6
const margin = 8

/** A button that opens a panel; the platform closes it on Escape or an outside click. */
export function Popover(props: PopoverProps) {
  const { label, icon, showLabel = false, isOn = false, title = label, children } = props
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [wasOpened, setWasOpened] = useState(false)

  function place(button: HTMLElement) {
    const element = panel.current
    if (!element) return
    const anchor = button.getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement
    // The panel is fixed in the top layer: aligned with the button, inside the window, on the side
    // with more room.
    const below = clientHeight - anchor.bottom - gap
    const above = anchor.top - gap
    const isBelow = below >= enoughHeight || below >= above
    element.style.top = isBelow ? `${anchor.bottom + gap}px` : 'auto'
    element.style.bottom = isBelow ? 'auto' : `${clientHeight - above}px`
    element.style.maxHeight = `${(isBelow ? below : above) - margin}px`
    const farthest = clientWidth - widest - margin
    element.style.right = `${Math.max(margin, Math.min(clientWidth - anchor.right, farthest))}px`
  }

  return (
    <>
      <Button
        variant="quiet"
        square={!showLabel}
        icon={icon}
        aria-label={showLabel ? undefined : label}
        title={showLabel === 'wide' ? label : undefined}
        popoverTarget={id}
        className={`${isOn ? 'bg-selected text-accent!' : ''} ${showLabel === 'wide' ? 'max-xl:px-2' : ''}`}
        aria-haspopup="dialog"
        onClick={(event) => place(event.currentTarget)}
      >
        {showLabel && <span className={showLabel === 'wide' ? 'max-xl:sr-only' : ''}>{label}</span>}
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

/** Closes the panel around an element, which returns the focus to the panel's button. */
export function closePopover(inside: Element): void {
  inside.closest<HTMLElement>('[popover]')?.hidePopover()
}

interface MenuButtonProps {
  icon?: AnyIcon
  className?: string
  onClick: () => unknown
  children: ReactNode
}

/** An entry of a panel that does something, after the panel has closed: a dialog returns the focus to its button. */
export function MenuButton({ icon: Icon, className = '', onClick, children }: MenuButtonProps) {
  return (
    <button
      type="button"
      onClick={(event) => {
        closePopover(event.currentTarget)
        onClick()
      }}
      className={`menu-row w-full gap-2.5 text-left ${className}`}
    >
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {children}
    </button>
  )
}

/** An entry of a panel that leads somewhere. */
export function MenuLink({ className = '', ...link }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...link}
      onClick={(event) => closePopover(event.currentTarget)}
      className={`menu-row ${className}`}
    />
  )
}
