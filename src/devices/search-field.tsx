import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { onSingleKey } from '../lib/keys.ts'
import { tidySearchText } from './list-params.ts'

const SearchCompletions = lazyComponent(
  async () => (await import('./search-completions.tsx')).SearchCompletions,
  'afterwards',
)

/** A pause in typing this long is a question. */
const searchAfterMs = 250

interface SearchFieldProps {
  /** The search in force. */
  q: string
  /** `isTyping`: the same thought as the search before, so it needs no step of history of its own. */
  onSearch: (q: string, isTyping: boolean) => void
}

/** The one search field; `/` puts the focus into it. */
export function SearchField({ q, onSearch }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** What is typed, the search asked for with it, and the one the address had when it was last looked at. */
  const [draft, setDraft] = useState({ text: q, asked: q, seen: q })
  const [isTyping, setIsTyping] = useState(false)
  if (draft.seen !== q) {
    // The address is a moment late, in which more may be typed: what was asked for here leaves the
    // text alone. Changed elsewhere, the text follows.
    setDraft(draft.asked === q ? { ...draft, seen: q } : { text: q, asked: q, seen: q })
  }
  const { text } = draft

  useEffect(() => {
    const focusAll = () => {
      input.current?.focus()
      input.current?.select()
    }
    return onSingleKey({ '/': focusAll })
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  function search(typed: string) {
    clearTimeout(timer.current)
    const next = tidySearchText(typed)
    if (next === draft.asked) return
    setDraft((latest) => ({ ...latest, asked: next }))
    setIsTyping(true)
    onSearch(next, isTyping)
  }

  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        search(text)
        setIsTyping(false)
      }}
      className="relative min-w-0 flex-1 basis-64 max-sm:order-last max-sm:basis-full"
    >
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-quiet max-sm:top-3.5"
      />
      <input
        ref={input}
        type="search"
        aria-label="Search devices"
        placeholder="Search: name, owner, hardware ID, status:offline, seen:>90d"
        list="search-completions"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          const typed = event.target.value
          setDraft((latest) => ({ ...latest, text: typed }))
          clearTimeout(timer.current)
          timer.current = setTimeout(() => search(typed), searchAfterMs)
        }}
        onBlur={() => {
          search(text)
          setIsTyping(false)
        }}
        className="h-8 w-full max-w-2xl rounded-md bg-surface pr-2 pl-8.5 text-sm ring-1 ring-line-strong/60 ring-inset placeholder:text-ink-quiet focus-visible:outline-2 focus-visible:-outline-offset-1 max-sm:h-11 max-sm:text-base"
      />
      <SearchCompletions id="search-completions" text={text} input={input} />
    </form>
  )
}
