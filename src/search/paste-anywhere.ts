import { lineCount, openList, pastedFile } from '../fleet/from-list/given-list.ts'
import { isTyping } from '../lib/keys.ts'
import type { Session } from '../session/open-session.ts'

/** Matches several lines that are pasted outside fields and dialogs. Returns a stop function. */
export function matchPastedLines(session: Session): () => void {
  function listen(event: ClipboardEvent) {
    if (event.defaultPrevented || isTyping(event.target)) return
    if (document.querySelector('dialog:modal')) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (lineCount(text) < 2) return
    event.preventDefault()
    void openList(session, pastedFile(text))
  }
  document.addEventListener('paste', listen)
  return () => document.removeEventListener('paste', listen)
}
