import { attempt } from '../lib/attempt.ts'

/**
 * What a page leaves to the next page of its tab, so that a reload goes on with the session. It is
 * written when the page goes and taken away when the next one comes, so a tab that is copied while
 * the page lives (window.open, "Duplicate tab") gets nothing: "until I close this tab" is true.
 */
const item = 'device-console.handover'
/** When somebody last signed out in this browser, ms since epoch: a tab that was away did not hear of it. */
const signedOutItem = 'device-console.signed-out-at'

export interface Handover {
  /** Absent behind a proxy. */
  key?: string
  connectionId: string
  /** Seals what is kept of runs behind a proxy, where there is no key to do so. */
  secret?: string
  /** ms since epoch. */
  openedAt: number
  /** When a person was last there, ms since epoch. */
  activeAt: number
  /** Search texts that no address holds. */
  texts: readonly (readonly [string, string])[]
}

/** Leaves a session to the next page of this tab. Without storage it ends with the page. */
export function leaveHandover(handover: Handover): void {
  attempt(() => sessionStorage.setItem(item, JSON.stringify(handover)))
}

/** Takes what the page before left, if anything: it can be taken once. */
export function takeHandover(): Handover | undefined {
  return attempt(() => {
    const text = sessionStorage.getItem(item)
    sessionStorage.removeItem(item)
    return text === null ? undefined : read(JSON.parse(text))
  })
}

/** Removes whatever this console put into this tab's storage. */
export function clearTab(): void {
  attempt(() => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('device-console.')) sessionStorage.removeItem(key)
    }
  })
}

/** Has tabs that are away learn that somebody signed out, once they come back. */
export function noteSignedOut(): void {
  attempt(() => localStorage.setItem(signedOutItem, String(Date.now())))
}

/** True when somebody signed out since a moment (ms since epoch). */
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
