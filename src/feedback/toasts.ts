import { createSessionStore } from '../lib/session-store.ts'
import { announce } from './announce.tsx'

export interface Toast {
  id: number
  text: string
  /** `done` leaves by itself; `attention` stays until dismissed. */
  tone: 'done' | 'attention'
  /** Where more of it is told. */
  link?: { href: string; text: string }
}

/** Only news that leaves by itself makes room for newer news. */
const mostDone = 3

/** What is there to be shown, oldest first. */
export const toasts = createSessionStore<readonly Toast[]>([])
let lastId = 0

/** Tells what was done, at the window's edge and to screen readers. */
export function showToast(
  text: string,
  tone: Toast['tone'] = 'done',
  link?: NonNullable<Toast['link']>,
): void {
  lastId += 1
  const toast = { id: lastId, text, tone, ...(link && { link }) }
  const all = [...toasts.get(), toast]
  const done = all.filter((each) => each.tone === 'done').slice(-mostDone)
  toasts.set(all.filter((each) => each.tone === 'attention' || done.includes(each)))
  announce(text)
}

/** Takes a toast away. */
export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}
