import { QueryClient } from '@tanstack/react-query'
import { createConnection, type Connection } from '../api/connection.ts'
import { createChunk } from '../lib/chunk.ts'
import { randomId } from '../lib/random-id.ts'
import type { Config } from '../config/config.ts'
import type { Encryption } from './encryption.ts'
import { leaveHandover } from './handover.ts'

export const encryptionChunk = createChunk('receipts', () => import('./encryption.ts'))

/** Why there is no session; the connect page shows a text for each. */
export type ClosedBecause = 'not-connected' | 'signed-out' | 'refused' | 'idle'

/** Everything that belongs to one session, and ends with it. */
export interface Session {
  readonly config: Config
  readonly connection: Connection
  readonly queryClient: QueryClient
  /** Returns the result of `create` for this session, made at its first use. */
  part<T>(create: (session: Session) => T): T
  /** Calls `apply` with the API key until the session ends; never behind a proxy, where there is none. */
  withKey(apply: (key: string) => void): void
  /** Resolves with the encryption by the session's secret; loaded on first use, because only runs need it. */
  encryption(): Promise<Encryption>
  activeAt: number
  endedBecause: ClosedBecause | undefined
  /** Leaves it to this tab's next page, if that may continue it. */
  leave(): void
  /** Closes the connection, ends every part, and forgets the key and all answers. */
  end(because?: ClosedBecause): void
}

/** Gives what a session holds under this declaration; makes it when it is first asked for. */
export type SessionPart<T> = (session: Session) => T

/** Declares a part of a session, made at its first use; `session.connection.closed` ends it. */
export function sessionPart<T>(create: (session: Session) => T): SessionPart<T> {
  return (session) => session.part(create)
}

/** Search texts with an e-mail address, by ID, which history entries hold because they outlive the session. */
export const privateTexts = sessionPart(() => new Map<string, string>())

/** Returns the ID of a text, adding it if needed. */
export function idOfPrivateText(session: Session, text: string): string {
  const texts = privateTexts(session)
  for (const [id, known] of texts) if (known === text) return id
  const id = randomId()
  texts.set(id, text)
  return id
}

interface SessionOptions {
  config: Config
  /** The API key; behind a proxy, a secret of the tab, which encrypts persisted runs. */
  secret: string
  connectionId: string
  /** When a person connected (ms since epoch), if the next page of this tab continues the session. */
  rememberedSince: number | undefined
  onRefused: () => void
}

/** Opens a session without sending anything. */
export function openSession(options: SessionOptions): Session {
  const { config, connectionId, rememberedSince, onRefused } = options
  const { apiBaseUrl, auth } = config
  const isProxy = auth === 'proxy'
  // In a closure, which keeps it out of state, logs, errors and URLs.
  let secret: string | undefined = options.secret
  const withSecret = (apply: (held: string) => void) => {
    if (secret !== undefined) apply(secret)
  }
  const queryClient = createQueryClient()
  let encryption: Encryption | undefined
  const connection = createConnection({
    id: connectionId,
    baseUrl: apiBaseUrl,
    isProxy,
    authorize: (headers) => session.withKey((key) => headers.set('apikey', key)),
    onUnauthorized: onRefused,
  })
  const parts = new Map<unknown, unknown>()
  const session: Session = {
    config,
    connection,
    queryClient,
    part<T>(create: (of: Session) => T): T {
      if (!parts.has(create)) parts.set(create, create(session))
      return parts.get(create) as T
    },
    withKey: isProxy ? () => undefined : withSecret,
    async encryption() {
      const { createEncryption } = await encryptionChunk.load()
      encryption ??= createEncryption(withSecret)
      return encryption
    },
    activeAt: Date.now(),
    endedBecause: undefined,
    leave() {
      if (rememberedSince === undefined) return
      withSecret((held) =>
        leaveHandover({
          connectionId,
          openedAt: rememberedSince,
          activeAt: session.activeAt,
          texts: [...privateTexts(session)],
          ...(isProxy ? { secret: held } : { key: held }),
        }),
      )
    },
    end(because = 'not-connected') {
      session.endedBecause ??= because
      connection.close()
      secret = undefined
      // After unmounting, because an observer that unsubscribes restarts its query's 15 minutes, and
      // React keeps the session itself in memory until it renders the next one.
      setTimeout(() => {
        queryClient.clear()
        parts.clear()
      })
    },
  }
  return session
}

/**
 * Keeps what a page's first fetch was called with, and has no answer. For the shape of that object the
 * engine keeps the closures of one fetch, with its answer, and those of the first if it still exists:
 * names would outlive their session.
 */
const firstFetch = new QueryClient().fetchQuery({
  queryKey: [],
  queryFn: (context) => context,
  networkMode: 'always',
  gcTime: Infinity,
})

/** Creates a query cache without retries: src/api knows which calls may be repeated. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: 10_000,
        gcTime: 15 * 60_000,
        meta: { firstFetch },
      },
    },
  })
}
