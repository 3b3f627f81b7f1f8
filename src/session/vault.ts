import { randomId } from '../lib/random-id.ts'

/**
 * The API key, held in this module's closure: no function hands it out, so it
 * cannot end up in state, logs, errors or URLs.
 */
let key: string | undefined

/** Holds the key when the person chose "Keep until this tab closes". */
const keptItem = 'device-console.key'

/** Names the time since the key was given, without saying anything about the key. */
let connection = ''
const keptConnectionItem = 'device-console.connection'

/** Hands the key, if there is one, to `apply`. The only way to it. */
export function withKey(apply: (key: string) => void): void {
  if (key !== undefined) apply(key)
}

export function hasKey(): boolean {
  return key !== undefined
}

/**
 * The same for as long as one key is in use, over reloads too where it is kept. What was learnt
 * under another one may be about another network; without a key (proxy) there is only one.
 */
export function connectionId(): string {
  return connection
}

/** Takes a key, and keeps it for this tab's life when asked. */
export function storeKey(next: string, keep: boolean): void {
  if (key !== next) connection = randomId()
  key = next
  try {
    if (keep) {
      sessionStorage.setItem(keptItem, next)
      sessionStorage.setItem(keptConnectionItem, connection)
    } else forgetKept()
  } catch {
    // Storage is off: the key lives as long as the page, which is the safer half of the choice.
  }
}

/** Takes the key this tab was asked to keep, if any. */
export function restoreKey(): void {
  try {
    if (key !== undefined) return
    key = sessionStorage.getItem(keptItem) ?? undefined
    if (key === undefined) return
    connection = sessionStorage.getItem(keptConnectionItem) ?? randomId()
    sessionStorage.setItem(keptConnectionItem, connection)
  } catch {
    // Storage is off: there is nothing to restore.
  }
}

/** Forgets the key everywhere in this tab. */
export function wipeKey(): void {
  key = undefined
  try {
    forgetKept()
  } catch {
    // Storage is off: nothing was kept.
  }
}

function forgetKept(): void {
  sessionStorage.removeItem(keptItem)
  sessionStorage.removeItem(keptConnectionItem)
}

/** Why a text cannot be a key, in words; `undefined` when it can (RFC 9110: a header value is visible ASCII). */
export function problemWithKey(text: string): string | undefined {
  const trimmed = text.trim()
  if (!trimmed) return 'Enter the API key.'
  if (/\s/.test(trimmed))
    return 'The key contains a space or a line break. Copy it again without them.'
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    return 'The key contains a character that a key cannot have. Copy it again from where it was issued.'
  }
  return undefined
}
