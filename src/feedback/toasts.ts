import { createStore } from '../lib/store.ts'
import { sessionPart, type Session } from '../session/open-session.ts'
import { announce } from './announce.tsx'

export interface Toast {
  id: number
  text: string
  /** `done` disappears after a while, unless it has a link; `attention` stays until dismissed. */
  tone: 'done' | 'attention'
  link?: { href: string; text: string }
}

/** Older `done` toasts give way to newer ones. */
const maxDone = 3

/** The toasts on the screen, oldest first. */
export const toasts = sessionPart(() => createStore<readonly Toast[]>([]))

const counter = sessionPart(() => ({ lastId: 0 }))

/** Shows a toast and announces it to screen readers. */
export function showToast(
  session: Session,
  text: string,
  tone: Toast['tone'] = 'done',
  link?: NonNullable<Toast['link']>,
): void {
  const id = (counter(session).lastId += 1)
  const toast = { id, text, tone, ...(link && { link }) }
  const shown = toasts(session)
  const all = [...shown.get(), toast]
  const done = all.filter((each) => each.tone === 'done').slice(-maxDone)
  shown.set(all.filter((each) => each.tone === 'attention' || done.includes(each)))
  announce(session, text)
}

/** Removes a toast. */
export function dismissToast(session: Session, id: number): void {
  const shown = toasts(session)
  shown.set(shown.get().filter((toast) => toast.id !== id))
}
