import { randomId } from '../lib/random-id.ts'
import { createStore } from '../lib/store.ts'
import type { Config } from '../config/config.ts'
import {
  clearTab,
  noteSignedOut,
  takeHandover,
  wasSignedOutSince,
  type Handover,
} from './handover.ts'
import { openSession, privateTexts, type ClosedBecause, type Session } from './open-session.ts'

/** The session of this page, or why there is none. */
export const session = createStore<Session | { connection: undefined; because: ClosedBecause }>({
  connection: undefined,
  because: 'not-connected',
})

/** Inactivity (ms) after which the console signs out. */
export const idleLimitMs = 15 * 60_000

type Verb = Extract<ClosedBecause, 'signed-out' | 'idle'>

/** Sends and receives the end of the session in every tab; one for the page, since none hears itself. */
const channel = new BroadcastChannel('device-console.session')

/** Starts the session of this page: from the previous page's handover, or with `demoKey`. */
export function startSession(config: Config, demoKey?: string): void {
  const left = takeHandover()
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-out' || data === 'idle') close(data)
  })
  globalThis.addEventListener?.('pagehide', () => {
    const current = session.get()
    if (current.connection) current.leave()
  })
  globalThis.addEventListener?.('pageshow', (event) => {
    // This page returns from the back/forward cache with its session, so it takes its own handover.
    if (event.persisted) returnFromCache()
  })
  const because = left && reasonToEnd(left)
  if (config.auth === 'proxy') {
    session.set(openProxy(config, because ? undefined : left))
  } else if (demoKey !== undefined) {
    session.set(open(config, demoKey, undefined))
  } else if (left?.key !== undefined) {
    session.set(
      because ? { connection: undefined, because } : open(config, left.key, left.openedAt, left),
    )
  }
}

/** Signs out in every tab, then opens the configured `signOutUrl`, if any. */
export function signOut(): void {
  const current = session.get()
  noteSignedOut()
  closeEverywhere('signed-out')
  if (current.connection && current.config.signOutUrl) location.assign(current.config.signOutUrl)
}

/** Signs out for inactivity in every tab. */
export function lockIdle(): void {
  closeEverywhere('idle')
}

/** Opens a session through a proxy, continuing `left` from the previous page. */
export function openProxy(config: Config, left?: Handover): Session {
  const secret = left?.secret ?? crypto.getRandomValues(new Uint8Array(16)).join()
  return open(config, secret, Date.now(), left)
}

/**
 * Opens a session with a key or a secret; `session.set` makes it the current one. `rememberedSince`:
 * when a person connected (ms since epoch), if the next page of this tab continues the session.
 * `left` is the session of the previous page that it continues.
 */
export function open(
  config: Config,
  secret: string,
  rememberedSince: number | undefined,
  left?: Handover,
): Session {
  const opened = openSession({
    config,
    secret,
    connectionId: left?.connectionId ?? randomId(),
    rememberedSince,
    onRefused() {
      if (session.get() === opened) close('refused')
    },
  })
  for (const [id, text] of left?.texts ?? []) privateTexts(opened).set(id, text)
  return opened
}

function closeEverywhere(because: Verb): void {
  close(because)
  channel.postMessage(because)
}

function close(because: ClosedBecause): void {
  if (because === 'signed-out') clearTab()
  const current = session.get()
  // Concurrent calls may all be refused; only the first ends the session.
  if (!current.connection && because !== 'signed-out') return
  if (current.connection) current.end(because)
  session.set({ connection: undefined, because })
}

function returnFromCache(): void {
  const left = takeHandover()
  const current = session.get()
  if (!current.connection) return
  const because = reasonToEnd(left ?? { openedAt: Date.now(), activeAt: current.activeAt })
  if (because) close(because)
}

/** Why a handed-over session must end: a sign-out in another tab, or inactivity. */
function reasonToEnd({
  openedAt,
  activeAt,
}: Pick<Handover, 'openedAt' | 'activeAt'>): Verb | undefined {
  if (wasSignedOutSince(openedAt)) return 'signed-out'
  const away = Date.now() - activeAt
  // A negative age means the clock was set back, so the real age is unknown.
  return away >= idleLimitMs || away < 0 ? 'idle' : undefined
}
