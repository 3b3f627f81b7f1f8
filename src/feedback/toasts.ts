import { createSessionStore } from '../lib/session-store.ts'
import { announce } from './announce.tsx'

export interface Toast {
  id: number
  text: string
  /** `done` disappears after a while; `attention` stays until dismissed. */
  tone: 'done' | 'attention'
  /** A link to more details. */
  link?: { href: string; text: string }
}

/** Older `done` toasts give way to newer ones. */
const maxDone = 3

/** The toasts on the screen, oldest first. */
export const toasts = createSessionStore<readonly Toast[]>([])
let lastId = 0

/** Shows a toast and announces it to screen readers. */
export function showToast(
  text: string,
  tone: Toast['tone'] = 'done',
  link?: NonNullable<Toast['link']>,
): void {
  lastId += 1
  const toast = { id: lastId, text, tone, ...(link && { link }) }
  const all = [...toasts.get(), toast]
  const done = all.filter((each) => each.tone === 'done').slice(-maxDone)
  toasts.set(all.filter((each) => each.tone === 'attention' || done.includes(each)))
  announce(text)
}

/** Removes a toast. */
export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}
