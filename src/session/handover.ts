import { attempt } from '../lib/attempt.ts'

const prefix = 'device-console.'
/** Carries a session over a reload, and only that: a duplicated tab never receives the key. */
const item = `${prefix}handover`
/** Storage item with the last sign-out in this browser (ms since epoch), for tabs that were suspended. */
const signedOutItem = `${prefix}signed-out-at`

export interface Handover {
  /** Absent behind a proxy. */
  key?: string
  connectionId: string
  /** Encrypts persisted runs behind a proxy, where there is no key. */
  secret?: string
  /** ms since epoch. */
  openedAt: number
  /** Last activity, ms since epoch. */
  activeAt: number
  /** Search texts that must not appear in a URL, by ID. */
  texts: readonly (readonly [string, string])[]
}

/** Stores a session for this tab's next page. Without storage the session ends with the page. */
export function leaveHandover(handover: Handover): void {
  attempt(() => sessionStorage.setItem(item, JSON.stringify(handover)))
}

/** Returns the previous page's session, if any, and removes it from storage. */
export function takeHandover(): Handover | undefined {
  return attempt(() => {
    const text = sessionStorage.getItem(item)
    sessionStorage.removeItem(item)
    return text === null ? undefined : read(JSON.parse(text))
  })
}

/** Remembers a text until the tab closes or its person signs out. */
export function rememberInTab(name: string, text: string): void {
  attempt(() => sessionStorage.setItem(prefix + name, text))
}

/** Returns the text remembered under a name, if any. */
export function recallInTab(name: string): string | undefined {
  return attempt(() => sessionStorage.getItem(prefix + name)) ?? undefined
}

/** Removes the console's items from this tab's storage. */
export function clearTab(): void {
  attempt(() => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(prefix)) sessionStorage.removeItem(key)
    }
  })
}

/** Records a sign-out for tabs that are suspended now. */
export function noteSignedOut(): void {
  attempt(() => localStorage.setItem(signedOutItem, String(Date.now())))
}

/** True when a sign-out happened at or after `time` (ms since epoch). */
export function wasSignedOutSince(time: number): boolean {
  const at = attempt(() => Number(localStorage.getItem(signedOutItem))) ?? 0
  return at >= time
}

function read(value: unknown): Handover | undefined {
  const { key, connectionId, secret, openedAt, activeAt, texts } = (value ?? {}) as Partial<
    Record<keyof Handover, unknown>
  >
  if (typeof connectionId !== 'string') return undefined
  if (typeof openedAt !== 'number' || typeof activeAt !== 'number') return undefined
  return {
    connectionId,
    openedAt,
    activeAt,
    texts: Array.isArray(texts) ? (texts as [string, string][]) : [],
    ...(typeof key === 'string' && { key }),
    ...(typeof secret === 'string' && { secret }),
  }
}
