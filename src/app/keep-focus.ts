/** Moves the focus to the heading or open dialog when what has it disappears; returns a stop function. */
export function keepFocus(): () => void {
  let last: EventTarget | null = null
  let frame = 0
  const remember = (event: FocusEvent) => {
    last = event.target
  }
  const restore = () => {
    if (!(last instanceof Element) || last.isConnected) return
    last = null
    // The component that removed it may set the focus itself until then.
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return
      const inDialog = document.querySelector<HTMLElement>('dialog:modal [tabindex]')
      ;(inDialog ?? document.querySelector('h1'))?.focus({ preventScroll: true })
    })
  }
  const observer = new MutationObserver(restore)
  observer.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('focusin', remember)
  return () => {
    observer.disconnect()
    cancelAnimationFrame(frame)
    document.removeEventListener('focusin', remember)
  }
}
