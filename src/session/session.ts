import { randomId } from '../lib/random-id.ts'
import { resetSessionStores } from '../lib/session-store.ts'
import { createStore } from '../lib/store.ts'
import type { Config } from './config.ts'
import {
  clearTab,
  leaveHandover,
  noteSignedOut,
  takeHandover,
  wasSignedOutSince,
  type Handover,
} from './handover.ts'
import { openSession, type Session } from './open-session.ts'
import { privateTexts, restorePrivateTexts } from './private-texts.ts'

/** Why there is no session; the connect page shows a text for each. */
export type ClosedBecause = 'not-connected' | 'signed-out' | 'refused' | 'idle'

/** The session of this tab, or why there is none. */
export const session = createStore<Session | { connection: undefined; because: ClosedBecause }>({
  connection: undefined,
  because: 'not-connected',
})

/** Inactivity (ms) after which the console signs out (QUALITY.md, section 1). */
export const idleLimitMs = 15 * 60_000

/** Messages to other tabs, which never contain the key. */
type Verb = Extract<ClosedBecause, 'signed-out' | 'idle'>
const channel = new BroadcastChannel('device-console.session')

let config: Config | undefined
/** Last activity, ms since epoch; idle.ts updates it. */
let activeAt = Date.now()

/** Sets the time of the last activity, ms since epoch. */
export function noteActiveAt(time: number): void {
  activeAt = time
}

/** Starts the session of this page: from the previous page's handover, or with `demoKey`. */
export function startSession(given: Config, demoKey?: string): void {
  config = given
  const left = takeHandover()
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-out' || data === 'idle') close(data)
  })
  globalThis.addEventListener?.('pagehide', handOver)
  globalThis.addEventListener?.('pageshow', (event) => {
    // This page returns from the back/forward cache with its session, so it takes its own handover.
    if (event.persisted) returnFromCache()
  })
  const because = left && reasonToEnd(left)
  if (given.auth === 'proxy') {
    session.set(openProxy(because ? undefined : left))
  } else if (demoKey !== undefined) {
    session.set(open(demoKey, undefined))
  } else if (left?.key !== undefined) {
    if (because) session.set({ connection: undefined, because })
    else session.set(open(left.key, left.openedAt, left.connectionId))
  }
  if (session.get().connection && left && !because) restorePrivateTexts(left.texts)
}

/** Signs out in every tab, then opens the configured `signOutUrl`, if any. */
export function signOut(): void {
  noteSignedOut()
  closeEverywhere('signed-out')
  if (config?.signOutUrl) location.assign(config.signOutUrl)
}

/** Signs out for inactivity in every tab. */
export function lockIdle(): void {
  closeEverywhere('idle')
}

/** Calls `apply` with the current API key, if there is one. */
export function withKey(apply: (key: string) => void): void {
  const current = session.get()
  if (current.connection && config?.auth === 'apikey') current.withSecret(apply)
}

/** Opens a session through a proxy, continuing `left` from the previous page. */
export function openProxy(left?: Handover): Session {
  const secret = left?.secret ?? crypto.getRandomValues(new Uint8Array(16)).join()
  return open(secret, Date.now(), left?.connectionId)
}

/**
 * Opens a session with a key or a secret; `session.set` makes it the current one. `rememberedSince`:
 * when a person connected (ms since epoch), if the next page of this tab continues the session.
 */
export function open(
  secret: string,
  rememberedSince: number | undefined,
  connectionId = randomId(),
): Session {
  if (!config) throw new Error('The session was used before it was started')
  const opened = openSession({
    config,
    secret,
    connectionId,
    rememberedSince,
    onRefused() {
      if (session.get() === opened) close('refused')
    },
  })
  return opened
}

function closeEverywhere(because: Verb): void {
  close(because)
  channel.postMessage(because)
}

function close(because: ClosedBecause): void {
  if (because === 'signed-out') clearTab()
  const current = session.get()
  if (current.connection) {
    current.end()
    resetSessionStores()
  } else if (because !== 'signed-out') {
    // Concurrent calls may all be refused; only the first ends the session.
    return
  }
  session.set({ connection: undefined, because })
}

function handOver(): void {
  const current = session.get()
  if (!current.connection || !current.handover) return
  const { handover, withSecret } = current
  const isProxy = config?.auth === 'proxy'
  withSecret((secret) =>
    leaveHandover({
      ...handover,
      activeAt,
      texts: privateTexts(),
      ...(isProxy ? { secret } : { key: secret }),
    }),
  )
}

function returnFromCache(): void {
  const left = takeHandover()
  if (!session.get().connection) return
  const because = reasonToEnd(left ?? { openedAt: Date.now(), activeAt })
  if (because) close(because)
}

/** Why a handed-over session must end: a sign-out in another tab, or inactivity. */
function reasonToEnd({
  openedAt,
  activeAt: lastActive,
}: Pick<Handover, 'openedAt' | 'activeAt'>): Verb | undefined {
  if (wasSignedOutSince(openedAt)) return 'signed-out'
  const away = Date.now() - lastActive
  // A negative age means the clock was set back, so the real age is unknown.
  return away >= idleLimitMs || away < 0 ? 'idle' : undefined
}
