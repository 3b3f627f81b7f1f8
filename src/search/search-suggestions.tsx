import { scrollIntoSight } from '../ui/scroll-into-sight.ts'
import { useEffect, useEffectEvent, useId, useState, type RefObject } from 'react'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { formatCount } from '../lib/text.ts'
import { valuesFor, type KnownValues } from './completions.ts'
import { useOutdatedView } from './outdated-view.ts'
import { searchOf } from './saved-views.ts'
import { suggestions, type Suggestion } from './suggestions.ts'
import { useSearchCounts } from './view-counts.ts'

interface SearchSuggestionsProps {
  /** The field, which keeps the focus and has the text. */
  input: RefObject<HTMLInputElement | null>
  /** The filters beside the field's text, which what is suggested adds to. */
  filters: () => string
}

interface Typed {
  text: string
  caret: number
}

/** Suggestions below the field that has the focus (APG, editable combobox). */
export function SearchSuggestions({ input, filters }: SearchSuggestionsProps) {
  const id = useId()
  /** Undefined while the list is closed. */
  const [typed, setTyped] = useState<Typed>()
  const [active, setActive] = useState<number>()
  const all = useSuggestions(typed)
  const isOpen = typed !== undefined && all.length > 0
  // With the filters beside the field, as the search will be.
  const searchWith = ({ text }: Suggestion) => `${text} ${filters()}`
  const { counts } = useSearchCounts(all.filter(({ isComplete }) => isComplete).map(searchWith))

  function pick({ text, caret, isComplete }: Suggestion) {
    const field = input.current
    if (!field) return
    // Unlike setting `value`, this is a change that the field's own listener hears of.
    field.setRangeText(text, 0, field.value.length)
    field.setSelectionRange(caret, caret)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    if (!isComplete) return
    field.form?.requestSubmit()
    setTyped(undefined)
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing) return
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const selected = active === undefined ? undefined : all[active]
    // Where nothing is suggested, the arrow leads on to the rows; with Alt it opens the list (APG).
    if (move === 1 && !isOpen && !event.altKey) return
    if (move !== undefined) {
      event.preventDefault()
      if (!typed) open()
      // Before the first one stands the text itself.
      const places = all.length + 1
      const next = ((active ?? -1) + 1 + move + places) % places
      setActive(next === 0 ? undefined : next - 1)
    } else if (event.key === 'Enter') {
      if (selected) {
        event.preventDefault()
        pick(selected)
      } else setTyped(undefined)
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      setTyped(undefined)
    }
  })

  function open() {
    const field = input.current
    if (!field) return
    setTyped({ text: field.value, caret: field.selectionStart ?? field.value.length })
    setActive(undefined)
  }
  const onOpen = useEffectEvent(open)

  useEffect(() => {
    const field = input.current
    if (!field) return undefined
    const stop = new AbortController()
    const options = { signal: stop.signal }
    for (const name of ['focus', 'input', 'click'] as const) {
      field.addEventListener(name, () => onOpen(), options)
    }
    field.addEventListener('blur', () => setTyped(undefined), options)
    // This part may come after the focus.
    if (document.activeElement === field) onOpen()
    field.addEventListener('keydown', (event) => onKey(event), options)
    return () => stop.abort()
  }, [input])

  useEffect(() => {
    const field = input.current
    field?.setAttribute('aria-autocomplete', 'list')
    field?.setAttribute('aria-expanded', String(isOpen))
    setOrRemove(field, 'aria-controls', isOpen ? id : undefined)
    const current = isOpen && active !== undefined ? optionId(id, active) : undefined
    setOrRemove(field, 'aria-activedescendant', current)
  })

  if (!isOpen) return null
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the field has the focus
    <div
      role="listbox"
      id={id}
      // It scrolls, and what scrolls is a stop for Tab by itself.
      tabIndex={-1}
      aria-label="Suggestions"
      // A press must not take the focus from the field, whose text would be searched for.
      onMouseDown={(event) => event.preventDefault()}
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-[min(24rem,45dvh)] overflow-y-auto rounded-lg bg-surface p-1.5 text-sm shadow-float ring-1 ring-line"
    >
      {all.map((suggestion, position) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and the keys
        <div
          key={suggestion.example}
          id={optionId(id, position)}
          role="option"
          aria-selected={position === active}
          ref={position === active ? scrollIntoSight : undefined}
          onClick={() => pick(suggestion)}
          className="menu-row cursor-default gap-3 aria-selected:bg-selected"
        >
          <span className="min-w-0 flex-1 truncate">
            <bdi>{suggestion.label}</bdi>
          </span>
          <code
            className={`truncate text-xs text-ink-quiet ${suggestion.isComplete ? 'max-sm:hidden' : ''}`}
          >
            {suggestion.example}
          </code>
          {suggestion.isComplete && (
            <span className="min-w-10 text-right text-ink-quiet tabular-nums">
              {formatFigure(counts?.get(searchWith(suggestion)))}
            </span>
          )}
        </div>
      ))}
    </div>
  )
}

function useSuggestions(typed: Typed | undefined): readonly Suggestion[] {
  const asked = typed && valuesFor(typed.text, typed.caret)
  const { data, soFar } = useFleetQuery(
    ['suggested-values', asked],
    async (fleet, signal): Promise<KnownValues> => {
      if (asked === 'postures') return { postures: await fleet.ask('postures', [], signal) }
      if (asked === undefined) return {}
      const { facets } = await fleet.ask('query', [{ q: '' }], signal)
      return { facets }
    },
  )
  const outdated = useOutdatedView()
  return typed === undefined
    ? []
    : suggestions(typed.text, typed.caret, {
        values: data ?? soFar,
        outdated: outdated && searchOf(outdated),
      })
}

const formatFigure = (count: number | undefined) => (count === undefined ? '' : formatCount(count))

const optionId = (list: string, position: number) => `${list}-${position}`

function setOrRemove(element: Element | null, name: string, value: string | undefined): void {
  if (value === undefined) element?.removeAttribute(name)
  else element?.setAttribute(name, value)
}
