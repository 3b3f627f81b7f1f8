import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  type ComponentType,
  type RefObject,
} from 'react'
import { createChunk, loadPart } from '../lib/chunk.ts'
import { onSingleKey } from '../lib/keys.ts'
import { Lens } from '../ui/icons.tsx'
import { tidySearchText } from '../list/list-address.ts'
import { useSession } from '../session/use-session.tsx'
import type { SplitSearch } from './search-text.ts'

export const searchText = createChunk('search', () => import('./search-text.ts'))

/** Shorter text (characters) can't be an API key. */
const minKeyLength = 8
/** Search after a pause in typing of this length (ms). */
const searchAfterMs = 250

interface SearchFieldProps {
  label: string
  placeholder: string
  place: {
    params: { q: string }
    /** With `replace` it continues the search before, which needs no history entry of its own. */
    goTo: (change: { q: string }, options: { replace: boolean }) => void
  }
  /** For a search with filters: chips show those, the field the words, and these what can be asked. */
  Suggestions?: ComponentType<{
    input: RefObject<HTMLInputElement | null>
    filters: () => string
  }>
  /** Splits a search in another language, whose filters stand beside the field, too. */
  split?: (q: string) => SplitSearch
}

/** Leads to the search field of the page; false without one. */
export function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[role=search] input')
  field?.focus()
  field?.select()
  return field !== null
}

/** A list's search field; `/` focuses it. */
export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, place, Suggestions, split } = props
  const { q } = place.params
  const session = useSession()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** Searches that the address doesn't have yet: it is a moment late, in which more may be typed. */
  const pending = useRef<readonly string[]>([])
  const shown = useRef(q)
  const isTyping = useRef(false)
  /** The text that stands for the search, and the filters of it that stand beside the field. */
  const stands = useRef({ words: q, filters: '' })

  /** Puts a search into the field; without the code that splits it, all of it. */
  function show(whole: string) {
    const splitNow = split ?? (Suggestions && searchText.module.get()?.splitSearch)
    stands.current = splitNow?.(whole) ?? { words: whole, filters: '' }
    if (input.current) input.current.value = stands.current.words
  }

  useLayoutEffect(() => {
    if (shown.current === q) return
    shown.current = q
    const index = pending.current.indexOf(q)
    pending.current = index < 0 ? [] : pending.current.slice(index + 1)
    if (index >= 0) return
    // Changed elsewhere: the text follows, and what was typed before is dropped.
    clearTimeout(timer.current)
    isTyping.current = false
    show(q)
  })
  const showUntouched = useEffectEvent(() => {
    if (input.current?.value === stands.current.words) show(shown.current)
  })
  // The code that splits a search may come later.
  useEffect(() => {
    showUntouched()
    return searchText.module.subscribe(() => showUntouched())
  }, [])

  useEffect(() => onSingleKey({ '/': focusSearch }), [])
  useEffect(() => () => clearTimeout(timer.current), [])

  const current = () => pending.current.at(-1) ?? shown.current

  async function search(isLast: boolean) {
    clearTimeout(timer.current)
    // The press that left the field must reach what it began on.
    await searchText.module.get()?.pressEnded()
    const field = input.current
    const text = field?.value ?? ''
    const continuesSearch = isTyping.current
    if (isLast) isTyping.current = false
    const next = tidySearchText(`${text} ${stands.current.filters}`)
    if (!field) return
    if (next === current() || text === stands.current.words) {
      if (isLast) show(current())
      return
    }
    if (text.length >= minKeyLength) {
      const module = await loadPart(searchText)
      // Unchecked, the text might put a key into the address.
      if (!module) return
      const isKey = module.refuseKey(session, text)
      // Meanwhile somebody typed more, left the page, or searched for the same.
      if (input.current?.value !== text || next === current()) return
      if (isKey) return show(current())
    }
    pending.current = [...pending.current, next]
    place.goTo({ q: next }, { replace: continuesSearch })
    isTyping.current = !isLast
    if (isLast) show(next)
    else stands.current.words = text
  }

  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        void search(true)
      }}
      className="search-form"
    >
      <Lens className="search-lens" />
      <input
        ref={input}
        type="search"
        role={Suggestions && 'combobox'}
        aria-expanded={Suggestions && false}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        defaultValue={q}
        onChange={() => {
          clearTimeout(timer.current)
          timer.current = setTimeout(() => void search(false), searchAfterMs)
        }}
        onBlur={() => void search(true)}
        className="search-input"
      />
      {Suggestions && <Suggestions input={input} filters={() => stands.current.filters} />}
    </form>
  )
}
