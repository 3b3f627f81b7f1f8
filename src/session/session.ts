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

/** Why there is no session: it decides the words on the connect page. */
export type ClosedBecause = 'not-connected' | 'signed-out' | 'refused' | 'idle'

export type Session = { connection: Connection } | { connection: undefined; because: ClosedBecause }

/** Whether the console may show data, and by which connection. Its end ends all that came by it. */
export const session = createStore<Session>({ connection: undefined, because: 'not-connected' })

/** A console left alone locks after this (QUALITY, 1). */
export const idleLimitMs = 15 * 60_000

/** Other tabs hear verbs, never the key. */
type Verb = Extract<ClosedBecause, 'signed-out' | 'idle'>
const channel = new BroadcastChannel('device-console.session')

/** What a page knows of its session beyond the connection. */
export interface Opened {
  connection: Connection
  /** The key; behind a proxy, the secret that seals what is kept. */
  held: HeldKey
  /** What the next page of this tab gets; `undefined` when the person does not want that. */
  handover: Pick<Handover, 'connectionId' | 'openedAt'> | undefined
}

let config: Config | undefined
let opened: Opened | undefined
/** When a person was last there, ms since epoch: `idle.ts` keeps it. */
let activeAt = Date.now()

/** Notes that a person is there now. */
export function noteActiveAt(time: number): void {
  activeAt = time
}

/** Reads the configuration and goes on with the session that the page before left, or with `demoKey`. */
export function startSession(given: Config, demoKey?: string): void {
  config = given
  const left = takeHandover()
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-out' || data === 'idle') close(data)
  })
  globalThis.addEventListener?.('pagehide', handOver)
  globalThis.addEventListener?.('pageshow', (event) => {
    // Back from the browser's cache with all it held: what was left is not for another page.
    if (event.persisted) returnFromCache()
  })
  if (given.auth === 'proxy') {
    openSession(openProxy(left))
  } else if (demoKey !== undefined) {
    openSession(open(demoKey, randomId(), false))
  } else if (left?.key !== undefined) {
    const because = reasonToEnd(left)
    if (because) session.set({ connection: undefined, because })
    else openSession(open(left.key, left.connectionId, true, left.openedAt))
  }
  if (opened && left) restorePrivateTexts(left.texts)
}

/** Signs out of this tab and every other one. */
export function signOut(): void {
  noteSignedOut()
  closeEverywhere('signed-out')
}

/** Locks after too long without a person, in every tab. */
export function lockIdle(): void {
  closeEverywhere('idle')
}

/** Hands the key in use, if there is one, to `apply`. */
export function withKey(apply: (key: string) => void): void {
  if (config?.auth === 'apikey') opened?.held.withKey(apply)
}

/** A connection by a proxy, with what the page before left of it. */
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

/** A connection by a key, which is not the session's yet. */
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
  // Only what acts needs it: the first rows do not wait for it.
  function sealOf(): Promise<Seal> {
    loading ??= import('./seal.ts').then(({ createSeal }) => createSeal(held.withKey))
    return loading
  }
  connection.closed.addEventListener('abort', held.forget)
  return connection
}

/** Makes a connection the session's own. */
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
    // Many calls may be refused at once: the first one locks.
    return
  }
  session.set({ connection: undefined, because })
}

/** Closes what was opened, and forgets its key. */
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

/** Why a session that a page left may not go on: a sign-out it did not hear, or too long without a person. */
function reasonToEnd({
  openedAt,
  activeAt: lastActive,
}: Pick<Handover, 'openedAt' | 'activeAt'>): Verb | undefined {
  if (wasSignedOutSince(openedAt)) return 'signed-out'
  const away = Date.now() - lastActive
  // A clock that was set back tells nothing of how long it was.
  return away >= idleLimitMs || away < 0 ? 'idle' : undefined
}
