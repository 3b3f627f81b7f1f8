import { createStore } from './store.ts'

const pressable = 'a, button, input, label, select, summary, [role=option]'
/** Time (ms) within which the click follows the release; a finger's comes a little later. */
const clickWithinMs = 100

/** The element that a press began on, and its meaning then. */
interface Press {
  on: Element | null
  meaning: string | undefined
}

/** The press in progress; a pointer belongs to the browser, not to a session. */
const pressed = createStore<Press | undefined>(undefined)

/** Resolves at once, or after the click of the press in progress, until which no row should move. */
export function pressEnded(): Promise<void> {
  return new Promise((resolve) => {
    if (!pressed.get()) return resolve()
    const stop = pressed.subscribe(() => {
      stop()
      resolve()
    })
  })
}

/** Lets a press act only on what it began on, as that was then; returns a stop function. */
export function guardPresses(): () => void {
  const stop = new AbortController()
  const options = { capture: true, signal: stop.signal }
  let key: Press | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const endAfter = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => pressed.set(undefined), ms)
  }

  const on = <Type extends keyof WindowEventMap>(
    type: Type,
    listener: (event: WindowEventMap[Type]) => void,
  ) => addEventListener(type, listener, options)

  on('pointerdown', ({ target }) => {
    clearTimeout(timer)
    pressed.set(pressOn(target))
  })
  on('pointerup', () => endAfter(clickWithinMs))
  on('pointercancel', () => endAfter(0))
  on('click', (event) => {
    // Keys and scripts click without a pointer.
    const began = pressed.get()
    if (event.detail === 0 || !began) return
    if (!isSame(began, pressOn(event.target))) refuse(event)
    endAfter(0)
  })
  on('keydown', (event) => {
    if (!event.repeat) key = pressOn(event.target)
    // A held key acts once: what has the focus by now may be something else.
    else if (event.key === 'Enter') refuse(event)
  })
  on('keyup', (event) => {
    // Buttons and boxes act on the release of the space bar.
    if (event.key === ' ' && key && !isSame(key, pressOn(event.target))) refuse(event)
  })
  return () => {
    stop.abort()
    endAfter(0)
  }
}

function pressOn(target: EventTarget | null): Press {
  const on = target instanceof Element ? target.closest(pressable) : null
  return { on, meaning: on ? meaningOf(on) : undefined }
}

/** The action of an element, as a person sees it; figures in its text may count on. */
function meaningOf(element: Element): string {
  const attributes = ['href', 'aria-label', 'aria-disabled'].map((name) =>
    element.getAttribute(name),
  )
  return `${attributes.join(' ')} ${element.textContent.replaceAll(/[\d.,]/g, '')}`
}

function isSame(began: Press, ended: Press): boolean {
  // A click on a label is followed by one on its control.
  if (began.on instanceof HTMLLabelElement && began.on.control === ended.on) return true
  return began.on === ended.on && began.meaning === ended.meaning
}

function refuse(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}
