/**
 * Keeps the focus on the page: what had it may be gone with the next rendering (a filter taken back, a
 * bar put away), and the browser then begins anew at the top of the document. The heading is nearer.
 * Returns the way to stop.
 */
export function keepFocus(): () => void {
  let last: EventTarget | null = null
  let frame = 0
  const note = (event: FocusEvent) => {
    last = event.target
  }
  const look = () => {
    if (!(last instanceof Element) || last.isConnected) return
    last = null
    // Whoever took it away may put the focus where it belongs by then.
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return
      document.querySelector('h1')?.focus({ preventScroll: true })
    })
  }
  const observer = new MutationObserver(look)
  observer.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('focusin', note)
  return () => {
    observer.disconnect()
    cancelAnimationFrame(frame)
    document.removeEventListener('focusin', note)
  }
}
