import { createConnection, type Connection } from '../api/connection.ts'
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
import { holdKey, type HeldKey } from './key.ts'
import { privateTexts, restorePrivateTexts } from './private-texts.ts'
import type { Seal } from './seal.ts'

/** Why there is no session; the connect page shows a text for each. */
export type ClosedBecause = 'not-connected' | 'signed-out' | 'refused' | 'idle'

export type Session = { connection: Connection } | { connection: undefined; because: ClosedBecause }

/** The current connection, or why there is none. Ending it discards all data read through it. */
export const session = createStore<Session>({ connection: undefined, because: 'not-connected' })

/** Inactivity (ms) after which the console signs out (QUALITY.md, section 1). */
export const idleLimitMs = 15 * 60_000

/** Messages to other tabs, which never contain the key. */
type Verb = Extract<ClosedBecause, 'signed-out' | 'idle'>
const channel = new BroadcastChannel('device-console.session')

/** A connection with what its page must know to end it or to hand it over. */
export interface Opened {
  connection: Connection
  /** The key; behind a proxy, the secret that encrypts persisted runs. */
  held: HeldKey
  /** Data for this tab's next page; `undefined` unless the key is remembered. */
  handover: Pick<Handover, 'connectionId' | 'openedAt'> | undefined
}

let config: Config | undefined
let opened: Opened | undefined
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
    openSession(openProxy(because ? undefined : left))
  } else if (demoKey !== undefined) {
    openSession(open(demoKey, randomId(), false))
  } else if (left?.key !== undefined) {
    if (because) session.set({ connection: undefined, because })
    else openSession(open(left.key, left.connectionId, true, left.openedAt))
  }
  if (opened && left && !because) restorePrivateTexts(left.texts)
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
  if (config?.auth === 'apikey') opened?.held.withKey(apply)
}

/** Opens a connection through a proxy, continuing `left` from the previous page. */
export function openProxy(left?: Handover): Opened {
  const secret = left?.secret ?? crypto.getRandomValues(new Uint8Array(16)).join()
  const id = left?.connectionId ?? randomId()
  const held = holdKey(secret)
  return {
    connection: connectionOf(id, held),
    held,
    handover: { connectionId: id, openedAt: Date.now() },
  }
}

/** Opens a connection with a key; `openSession` makes it the current one. */
export function open(
  key: string,
  id: string,
  isRemembered: boolean,
  openedAt = Date.now(),
): Opened {
  const held = holdKey(key)
  return {
    connection: connectionOf(id, held),
    held,
    handover: isRemembered ? { connectionId: id, openedAt } : undefined,
  }
}

function connectionOf(id: string, held: HeldKey): Connection {
  if (!config) throw new Error('The session was used before it was started')
  const { apiBaseUrl, auth, sortFormat } = config
  const connection = createConnection({
    id,
    baseUrl: apiBaseUrl.startsWith('/') ? location.origin + apiBaseUrl : apiBaseUrl,
    sortFormat,
    isProxy: auth === 'proxy',
    authorize: (headers) => {
      if (auth === 'apikey') held.withKey((key) => headers.set('apikey', key))
    },
    onUnauthorized: () => {
      if (opened?.connection === connection) close('refused')
    },
    seal: async (text) => (await sealOf()).seal(text),
    unseal: async (sealed) => (await sealOf()).unseal(sealed),
  })
  let loading: Promise<Seal> | undefined
  // Loaded on first use, because only runs need it.
  function sealOf(): Promise<Seal> {
    loading ??= import('./seal.ts').then(({ createSeal }) => createSeal(held.withKey))
    return loading
  }
  connection.closed.addEventListener('abort', held.forget)
  return connection
}

/** Makes a connection the current one. */
export function openSession(next: Opened): void {
  opened = next
  session.set({ connection: next.connection })
}

function closeEverywhere(because: Verb): void {
  close(because)
  channel.postMessage(because)
}

function close(because: ClosedBecause): void {
  if (because === 'signed-out') clearTab()
  const ending = opened
  if (ending) {
    opened = undefined
    end(ending)
    resetSessionStores()
  } else if (because !== 'signed-out') {
    // Concurrent calls may all be refused; only the first ends the session.
    return
  }
  session.set({ connection: undefined, because })
}

/** Closes a connection and discards its key. */
export function end({ connection, held }: Opened): void {
  connection.close()
  held.forget()
}

function handOver(): void {
  if (!opened?.handover) return
  const { handover, held } = opened
  const isProxy = config?.auth === 'proxy'
  held.withKey((key) =>
    leaveHandover({
      ...handover,
      activeAt,
      texts: privateTexts(),
      ...(isProxy ? { secret: key } : { key }),
    }),
  )
}

function returnFromCache(): void {
  const left = takeHandover()
  if (!opened) return
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
