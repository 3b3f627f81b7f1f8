import { QueryClient } from '@tanstack/react-query'
import { createConnection, type Connection } from '../api/connection.ts'
import { createChunk } from '../lib/chunk.ts'
import type { Config } from './config.ts'
import type { Handover } from './handover.ts'
import { holdKey, type HeldKey } from './key.ts'
import type { Encryption } from './encryption.ts'

export const encryptionChunk = createChunk('receipts', () => import('./encryption.ts'))

/** What belongs to one session. Ending it ends all of it. */
export interface Session {
  readonly connection: Connection
  /** Answers that were read through this connection. */
  readonly queryClient: QueryClient
  /** Calls `apply` with the key (behind a proxy, with the secret that encrypts persisted runs) until the session ends. */
  readonly withSecret: HeldKey['withKey']
  /** What `create` made for this session, which it is called for once; see `session-part.ts`. */
  part<T>(create: (session: Session) => T): T
  /** Data for this tab's next page; `undefined` unless the key is remembered. */
  readonly handover: Pick<Handover, 'connectionId' | 'openedAt'> | undefined
  /** Closes the connection, forgets the key and all answers. */
  end(): void
}

interface SessionOptions {
  config: Config
  /** The API key; behind a proxy, a secret of the tab. */
  secret: string
  connectionId: string
  /** When a person connected (ms since epoch), if the next page of this tab continues the session. */
  rememberedSince: number | undefined
  /** Called when the API refuses the key. */
  onRefused: () => void
}

/** Opens a session without sending anything. */
export function openSession(options: SessionOptions): Session {
  const { config, secret, connectionId, rememberedSince, onRefused } = options
  const { apiBaseUrl, auth, sortFormat } = config
  const { withKey: withSecret, forget } = holdKey(secret)
  const queryClient = createQueryClient()
  let encryption: Encryption | undefined
  // Loaded on first use, because only runs need it.
  async function encryptionOf(): Promise<Encryption> {
    const { createEncryption } = await encryptionChunk.load()
    encryption ??= createEncryption(withSecret)
    return encryption
  }
  const connection = createConnection({
    id: connectionId,
    baseUrl: apiBaseUrl.startsWith('/') ? location.origin + apiBaseUrl : apiBaseUrl,
    sortFormat,
    isProxy: auth === 'proxy',
    authorize: (headers) => {
      if (auth === 'apikey') withSecret((key) => headers.set('apikey', key))
    },
    onUnauthorized: onRefused,
    encrypt: async (text) => (await encryptionOf()).encrypt(text),
    decrypt: async (encrypted) => (await encryptionOf()).decrypt(encrypted),
  })
  const parts = new Map<unknown, unknown>()
  const session: Session = {
    connection,
    queryClient,
    withSecret,
    part<T>(create: (of: Session) => T): T {
      if (!parts.has(create)) parts.set(create, create(session))
      return parts.get(create) as T
    },
    handover:
      rememberedSince === undefined ? undefined : { connectionId, openedAt: rememberedSince },
    end() {
      connection.close()
      forget()
      // After unmounting, because an observer that unsubscribes restarts its query's 15 minutes.
      setTimeout(() => queryClient.clear())
    },
  }
  return session
}

/** Creates a query cache without retries: src/api knows which calls may be repeated. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: 10_000, gcTime: 15 * 60_000 },
      // A mutation names its device and is never read again.
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  })
}
