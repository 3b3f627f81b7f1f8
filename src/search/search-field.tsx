import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createChunk } from '../lib/chunk.ts'
import { onSingleKey } from '../lib/keys.ts'
import { loadPart } from '../lib/missing-parts.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Lens } from '../ui/icons.tsx'
import { tidySearchText } from '../list/list-params.ts'
import { useSession } from '../session/use-session.tsx'

export const searchCompletions = createChunk(
  'search suggestions',
  () => import('./search-completions.tsx'),
)
const SearchCompletions = lazyPart(searchCompletions, (module) => module.SearchCompletions, {
  isLate: true,
})

export const keyInSearch = createChunk('search', () => import('./key-in-search.ts'))
export const pressChunk = createChunk('press', () => import('../lib/press.ts'))

/** Shorter text (characters) can't be an API key. */
const minKeyLength = 8
/** Search after a pause in typing of this length (ms). */
const searchAfterMs = 250

interface SearchFieldProps {
  label: string
  placeholder: string
  /** The current search. */
  q: string
  /** `isTyping`: continues the search before, so it needs no history entry of its own. */
  onSearch: (q: string, isTyping: boolean) => void
}

/** A list's search field; `/` focuses it. */
export function SearchField({ label, placeholder, q, onSearch }: SearchFieldProps) {
  const session = useSession()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** Searches that the address doesn't have yet: it is a moment late, in which more may be typed. */
  const pending = useRef<readonly string[]>([])
  const shown = useRef(q)
  const isTyping = useRef(false)
  /** For the completions only: the field keeps its own text, so that no late render loses a letter. */
  const [typed, setTyped] = useState({ text: q, over: q })

  useLayoutEffect(() => {
    if (shown.current === q) return
    shown.current = q
    const place = pending.current.indexOf(q)
    pending.current = place < 0 ? [] : pending.current.slice(place + 1)
    if (place >= 0 || !input.current) return
    // Changed elsewhere: the text follows, and what was typed before is dropped.
    clearTimeout(timer.current)
    isTyping.current = false
    input.current.value = q
  }, [q])

  useEffect(() => {
    const focusAll = () => {
      input.current?.focus()
      input.current?.select()
    }
    return onSingleKey({ '/': focusAll })
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  const current = () => pending.current.at(-1) ?? shown.current

  async function search(isLast: boolean) {
    clearTimeout(timer.current)
    // The press that left the field must reach what it began on.
    await pressChunk.state.get().module?.pressEnded()
    const field = input.current
    const text = field?.value ?? ''
    const continuesSearch = isTyping.current
    if (isLast) isTyping.current = false
    const next = tidySearchText(text)
    if (!field || next === current()) return
    if (text.length >= minKeyLength) {
      const module = await loadPart(keyInSearch)
      // Unchecked, the text might put a key into the address.
      if (!module) return
      const isKey = module.refuseKey(session, text)
      // Meanwhile somebody typed more, left the page, or searched for the same.
      if (input.current?.value !== text || next === current()) return
      if (isKey) {
        field.value = current()
        setTyped({ text: field.value, over: q })
        return
      }
    }
    pending.current = [...pending.current, next]
    onSearch(next, continuesSearch)
    isTyping.current = !isLast
  }

  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        void search(true)
      }}
      className="relative max-w-2xl min-w-0 flex-1 basis-64 max-sm:basis-0"
    >
      <Lens className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-quiet max-sm:top-3.5" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        list="search-completions"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        defaultValue={q}
        onChange={(event) => {
          setTyped({ text: event.target.value, over: q })
          clearTimeout(timer.current)
          timer.current = setTimeout(() => void search(false), searchAfterMs)
        }}
        onBlur={() => void search(true)}
        className="search-input"
      />
      <SearchCompletions
        id="search-completions"
        text={typed.over === q ? typed.text : q}
        input={input}
      />
    </form>
  )
}
