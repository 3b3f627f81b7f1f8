import { ListChecks } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { createPortal } from 'react-dom'
import { lineCount, openList, pastedFile } from '../fleet/from-list/given-list.ts'
import { counted } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'

interface PasteOfferProps {
  /** Selects what the fields are in. */
  within: string
  onOpen?: () => void
}

/** Offers to match lines pasted into a search field, and keeps them out of the address. */
export function PasteOffer({ within, onOpen }: PasteOfferProps) {
  const session = useSession()
  const [pasted, setPasted] = useState<{ field: HTMLInputElement; text: string; count: string }>()

  function match() {
    if (!pasted) return
    setPasted(undefined)
    onOpen?.()
    void openList(session, pastedFile(pasted.text))
  }

  function searchInstead() {
    if (!pasted) return
    const { field, text } = pasted
    // React hears of it like of typing.
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
    set?.call(field, text.replace(/\s+/g, ' ').trim())
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.focus()
  }

  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const { target: field, clipboardData } = event
    if (!(field instanceof HTMLInputElement) || !field.closest(within)) return
    const text = clipboardData?.getData('text/plain') ?? ''
    const lines = lineCount(text)
    setPasted(lines > 1 ? { field, text, count: counted(lines, 'line') } : undefined)
    if (lines < 2) return
    event.preventDefault()
    // Closes the suggestions of the field, which keeps the focus.
    field.dispatchEvent(new FocusEvent('blur'))
  })

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!pasted || event.target !== pasted.field || event.isComposing) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') match()
    else setPasted(undefined)
  })

  useEffect(() => {
    const stopped = new AbortController()
    // Before the fields hear of it.
    const options = { signal: stopped.signal, capture: true }
    document.addEventListener('paste', (event) => onPaste(event), options)
    document.addEventListener('keydown', (event) => onKeyDown(event), options)
    document.addEventListener('input', () => setPasted(undefined), options)
    return () => stopped.abort()
  }, [])

  const buttons = pasted && (
    <div className="flex flex-wrap items-center gap-2 border-line bg-surface p-2 in-[dialog]:border-b in-[form]:absolute in-[form]:top-full in-[form]:left-0 in-[form]:z-40 in-[form]:mt-1 in-[form]:rounded-lg in-[form]:shadow-float in-[form]:ring-1 in-[form]:ring-line">
      <Button variant="primary" icon={ListChecks} onClick={match}>
        Match {pasted.count}
      </Button>
      <Button variant="quiet" onClick={searchInstead}>
        Search for the text
      </Button>
    </div>
  )
  return (
    <>
      <p role="status" className="sr-only">
        {pasted && `${pasted.count} pasted. Press Enter to match them with the devices.`}
      </p>
      {pasted?.field.form ? createPortal(buttons, pasted.field.form) : buttons}
    </>
  )
}
