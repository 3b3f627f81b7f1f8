import { configureApi } from '../api/client.ts'
import { resetGate } from '../api/gate.ts'
import { createStore } from '../lib/store.ts'
import type { Config } from './config.ts'
import { hasKey, restoreKey, storeKey, wipeKey, withKey } from './vault.ts'

/** Why there is no session: it decides the words on the connect page. */
export type ClosedBecause = 'not-connected' | 'signed-out' | 'refused' | 'idle'

export type Session = { open: true } | { open: false; because: ClosedBecause }

/** Whether the console may show data. Closing it drops whatever was cached (see `app/start`). */
export const session = createStore<Session>({ open: false, because: 'not-connected' })

/** Other tabs hear verbs, never the key. */
type Verb = Extract<ClosedBecause, 'signed-out' | 'idle'>
const channel = new BroadcastChannel('device-console.session')

/** Points the wire at the configured API and takes up a kept key, if any. */
export function startSession(config: Config): void {
  configureApi({
    baseUrl: config.apiBaseUrl.startsWith('/')
      ? location.origin + config.apiBaseUrl
      : config.apiBaseUrl,
    sortFormat: config.sortFormat,
    authorise: (headers) => {
      if (config.auth === 'apikey') withKey((key) => headers.set('apikey', key))
    },
    // With a proxy there is no key to ask a person for: the refusal is shown where it happened.
    onUnauthorized: () => {
      if (config.auth === 'apikey') close('refused')
    },
  })
  if (config.auth === 'apikey') restoreKey()
  if (config.auth === 'proxy' || hasKey()) session.set({ open: true })
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.data === 'signed-out' || event.data === 'idle') close(event.data)
  })
}

/**
 * Tries a key with `check` (the first list request) and opens the session when it
 * succeeds. Rejects with what `check` threw, with the key forgotten again.
 */
export async function connect(
  key: string,
  keep: boolean,
  check: () => Promise<void>,
): Promise<void> {
  storeKey(key.trim(), false)
  try {
    await check()
  } catch (error) {
    wipeKey()
    throw error
  }
  storeKey(key.trim(), keep)
  session.set({ open: true })
}

/** Signs out of this tab and every other one. */
export function signOut(): void {
  closeEverywhere('signed-out')
}

/** Locks after too long without a person, in every tab. */
export function lockIdle(): void {
  closeEverywhere('idle')
}

function closeEverywhere(because: Verb): void {
  close(because)
  channel.postMessage(because)
}

function close(because: ClosedBecause): void {
  // Many calls may be refused at once; the first one locks. While closed, a check of a new key is under way.
  if (!session.get().open) return
  wipeKey()
  // The limit was that key's: the next one must not wait for it.
  resetGate()
  session.set({ open: false, because })
}
