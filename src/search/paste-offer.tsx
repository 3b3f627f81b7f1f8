import { ListChecks } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useState, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import { lineCount, openList, pastedFile } from '../fleet/from-list/given-list.ts'
import { counted } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'

/** The same for whichever search field of a page has the focus. */
export function SearchPasteOffer() {
  const [field, setField] = useState<HTMLInputElement>()
  const input = useMemo(() => ({ current: field ?? null }), [field])

  useEffect(() => {
    const stopped = new AbortController()
    const find = (target: EventTarget | null) => {
      if (target instanceof HTMLInputElement && target.closest('form[role=search]')) {
        setField(target)
      }
    }
    find(document.activeElement)
    document.addEventListener('focusin', ({ target }) => find(target), { signal: stopped.signal })
    return () => stopped.abort()
  }, [])

  if (!field?.form) return null
  return createPortal(
    <PasteOffer
      input={input}
      className="absolute top-full left-0 z-40 mt-1 rounded-lg shadow-float ring-1 ring-line"
    />,
    field.form,
  )
}

/**
 * Keeps a list that is pasted into a search field out of the search, and so out of the address, and
 * offers to match its lines instead; Enter does.
 */
export function PasteOffer({
  input,
  onOpen,
  className = '',
}: {
  input: RefObject<HTMLInputElement | null>
  /** Called when the list is opened. */
  onOpen?: () => void
  className?: string
}) {
  const session = useSession()
  const [pasted, setPasted] = useState<string>()

  function match() {
    if (pasted === undefined) return
    setPasted(undefined)
    onOpen?.()
    void openList(session, pastedFile(pasted))
  }

  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const isList = lineCount(text) > 1
    setPasted(isList ? text : undefined)
    if (!isList) return
    event.preventDefault()
    // Closes the suggestions of the field, which keeps the focus.
    input.current?.dispatchEvent(new FocusEvent('blur'))
  })

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (pasted === undefined || event.isComposing) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') match()
    else setPasted(undefined)
  })

  useEffect(() => {
    const stopped = new AbortController()
    const { signal } = stopped
    const field = input.current
    field?.addEventListener('paste', (event) => onPaste(event), { signal })
    field?.addEventListener('keydown', (event) => onKeyDown(event), { signal })
    field?.addEventListener('input', () => setPasted(undefined), { signal })
    return () => stopped.abort()
  }, [input])

  function searchInstead() {
    const field = input.current
    if (!field || pasted === undefined) return
    // React hears of it like of typing.
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
    set?.call(field, pasted.replace(/\s+/g, ' ').trim())
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.focus()
  }

  const count = pasted === undefined ? '' : counted(lineCount(pasted), 'line')
  return (
    <>
      <p role="status" className="sr-only">
        {pasted !== undefined && `${count} pasted. Press Enter to match them with the devices.`}
      </p>
      {pasted !== undefined && (
        <div className={`flex flex-wrap items-center gap-2 bg-surface p-2 ${className}`}>
          <Button
            variant="primary"
            icon={<ListChecks aria-hidden className="size-4" />}
            onClick={match}
          >
            Match {count}
          </Button>
          <Button variant="quiet" onClick={searchInstead}>
            Search for the text
          </Button>
        </div>
      )}
    </>
  )
}
