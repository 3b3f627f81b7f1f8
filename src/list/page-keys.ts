import { onSingleKey } from '../lib/keys.ts'

const tables = 'table[data-density]'
const toolbars = '[role=toolbar]'
/** A row is named by its link, or where it leads nowhere by its header cell; the heading of a group names none. */
const plainName = 'tr:not([data-removed]) > [role=rowheader]:not([scope=rowgroup], :has(a))'
const names = `tbody :is([role=rowheader] a, ${plainName})`
const parts = `:is(a, button, input, summary, ${plainName}):not([popover] *)`

/**
 * Makes a table's rows, its header and each toolbar one stop for Tab each, with arrow keys, Home and End
 * within, and acts on single keys and on the down arrow of a search. Returns a stop function.
 */
export function handlePageKeys(): () => void {
  const stop = new AbortController()
  /** What had the focus last in each of them. */
  const last = new WeakMap<Element, Element>()

  function setStops() {
    for (const group of document.querySelectorAll(`${tables}, ${tables} > thead, ${toolbars}`)) {
      const where = group.matches(tables) ? 'tbody' : ':scope'
      const all = [...group.querySelectorAll<HTMLElement>(`${where} ${parts}`)]
      const first =
        all.find((part) => part === last.get(group) && isReachable(part)) ??
        all.find((part) => part.matches(names)) ??
        all[0]
      for (const part of all) {
        // Without the attribute a cell takes no focus at all.
        const tabIndex = part === first ? '0' : '-1'
        if (part.getAttribute('tabindex') !== tabIndex) part.setAttribute('tabindex', tabIndex)
      }
    }
  }

  function remember({ target }: FocusEvent) {
    if (!(target instanceof Element && target.matches(parts))) return
    const group = target.closest(`${tables}, ${tables} > thead, ${toolbars}`)
    if (!group) return
    last.set(group, target)
    setStops()
  }

  document.addEventListener('focusin', remember, { signal: stop.signal })
  document.addEventListener('keydown', followArrow, { signal: stop.signal })
  const observer = new MutationObserver(setStops)
  observer.observe(document.body, { childList: true, subtree: true })
  setStops()
  const stopKeys = onSingleKey(singleKeys)
  return () => {
    stop.abort()
    observer.disconnect()
    stopKeys()
  }
}

function followArrow(event: KeyboardEvent): void {
  const { key, target } = event
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey
  if (hasModifier || event.defaultPrevented || !(target instanceof HTMLElement)) return
  if (key === 'ArrowDown' && target.matches('[role=search] input')) {
    event.preventDefault()
    moveToName(1)
    return
  }
  const next = partAfter(target, key)
  if (!next) return
  event.preventDefault()
  next.focus()
}

function partAfter(from: HTMLElement, key: string): HTMLElement | undefined {
  const row = from.closest<HTMLElement>(`${tables} tr, ${toolbars}`)
  const own = row ? partsOf(row) : []
  const place = own.indexOf(from)
  if (!row || place < 0) return undefined
  const within = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: own.length - 1 }[key]
  if (within !== undefined) return own[within]
  const step = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (step === undefined) return undefined
  const rows: HTMLElement[] = [...(row.closest('table')?.rows ?? [])]
  const here = rows.indexOf(row)
  const ahead = step > 0 ? rows.slice(here + 1) : rows.slice(0, here).toReversed()
  // A row without parts, such as the heading of a group, is passed over.
  const next = ahead.map(partsOf).find(({ length }) => length > 0)
  return next && nearest(next, from)
}

function partsOf(row: Element): HTMLElement[] {
  const all = row.querySelectorAll<HTMLElement>(parts)
  return [...all].filter(isReachable)
}

function isReachable(part: Element): boolean {
  return !part.matches(':disabled') && part.checkVisibility()
}

/** The one in the same place of the row, or else the nearest. */
function nearest(candidates: readonly HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  const place = placeOf(from)
  const distance = (part: HTMLElement) => Math.abs(placeOf(part) - place)
  return candidates.toSorted((a, b) => distance(a) - distance(b))[0]
}

function placeOf(part: HTMLElement): number {
  const cell = part.closest<HTMLTableCellElement>('td, th')
  return cell ? cell.cellIndex * 10 + [...cell.querySelectorAll(parts)].indexOf(part) : 0
}

function moveToName(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(names)]
  const row = document.activeElement?.closest('tr')
  const current = all.findIndex((name) => row?.contains(name))
  const next = current === -1 ? (step === 1 ? 0 : all.length - 1) : current + step
  all[next]?.focus()
}

const singleKeys = {
  j: () => moveToName(1),
  k: () => moveToName(-1),
  x: () => click(document.activeElement?.closest('tbody tr'), 'input[type=checkbox]'),
  X: () => click(document, `${tables} > thead input[type=checkbox]`),
  c: () => click(document, 'main [aria-keyshortcuts=c]'),
  // A tab by its place among all of them, so that a key opens the same one in a narrow window.
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, place) => [String(place + 1), () => openTab(place)] as const),
  ),
}

function openTab(position: number): void {
  const tabs = document.querySelectorAll<HTMLElement>('nav[data-tabs] > ul > li > a')
  tabs[position]?.click()
}

/** Presses what is in sight. */
function click(within: ParentNode | null | undefined, selector: string): void {
  const target = within?.querySelector<HTMLElement>(selector)
  if (target?.checkVisibility({ visibilityProperty: true })) target.click()
}
