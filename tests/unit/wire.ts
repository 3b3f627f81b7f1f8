import { vi } from 'vitest'
import {
  createConnection,
  type Connection,
  type ConnectionSettings,
} from '../../src/api/connection.ts'
import type { Config } from '../../src/config/config.ts'
import type { Encryption } from '../../src/session/encryption.ts'
import {
  createMockNetwork,
  type MockNetwork,
  type MockNetworkOptions,
} from '../../src/mock/network.ts'
import { createQueryClient, type Session } from '../../src/session/open-session.ts'

export const baseUrl = 'https://api.test/qa'
export const deviceId = '0a1b2c3d-0000-4000-8000-000000000001'
export const devicePath = `/tenants/devices/${deviceId}`

/** A request as it left the console. */
export interface Sent {
  method: string
  /** Below the configured address. */
  path: string
  init: RequestInit
  /** Fake time in milliseconds. */
  at: number
}

/** An answer, a lost connection, or silence until somebody gives up. */
export type Answer = Response | 'lost' | 'silence'

/** A connection to whatever stands in place of the network. */
export function connectionTo(settings: Partial<ConnectionSettings> = {}): Connection {
  return createConnection({
    id: 'test',
    baseUrl,
    isProxy: false,
    authorize: (headers) => headers.set('apikey', 'the-key'),
    onUnauthorized: () => undefined,
    ...settings,
  })
}

/** What a test may say of a session and its connection. */
export type Settings = Partial<ConnectionSettings & Encryption & Pick<Config, 'sortFormat'>>

const plainEncryption: Encryption = {
  encrypt: async (text) => `encrypted:${btoa(encodeURIComponent(text))}`,
  decrypt: async (text) =>
    text.startsWith('encrypted:') ? decodeURIComponent(atob(text.slice(10))) : undefined,
}

/** A session over a connection. */
export function sessionOf(
  over: Connection,
  { sortFormat = 'prefix', ...encryption }: Settings = {},
): Session {
  const parts = new Map<unknown, unknown>()
  const session: Session = {
    config: { apiBaseUrl: baseUrl, auth: 'apikey', sortFormat, ownerDeviceLimit: 5 },
    connection: over,
    queryClient: createQueryClient(),
    withKey: (apply) => apply('the-key'),
    encryption: async () => ({ ...plainEncryption, ...encryption }),
    activeAt: 0,
    endedBecause: undefined,
    leave: () => undefined,
    part<T>(create: (of: Session) => T): T {
      if (!parts.has(create)) parts.set(create, create(session))
      return parts.get(create) as T
    },
    end(because) {
      session.endedBecause = because
      over.close()
      setTimeout(() => parts.clear())
    },
  }
  return session
}

/** The connection of the last `stubWire`. */
export let connection: Connection = connectionTo()
/** A session over it. */
export let session: Session = sessionOf(connection)

/**
 * Puts `answer` in place of the network, with fake timers for everything that waits, and a new
 * `connection` and `session` to it. Gives the list of requests, which grows as they leave.
 */
export function stubWire(
  answer: (sent: Sent, count: number) => Answer | Promise<Answer>,
  settings: Settings = {},
): Sent[] {
  vi.useFakeTimers()
  // Node's own timeout signal knows nothing of fake timers.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), ms)
    return controller.signal
  })
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const request = {
      method: init.method ?? 'GET',
      path: address.slice(baseUrl.length),
      init,
      at: Date.now(),
    }
    sent.push(request)
    const reply = await answer(request, sent.length)
    if (reply === 'lost') throw new TypeError('Failed to fetch')
    if (reply !== 'silence') return reply
    return new Promise<Response>((_, reject) => {
      init.signal?.throwIfAborted()
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
    })
  })
  connection = connectionTo(settings)
  session = sessionOf(connection, settings)
  return sent
}

/** Puts an API in place of the network as `stubWire` does, and returns it. */
export function stubNetwork(options: Partial<MockNetworkOptions>): MockNetwork {
  const network = createMockNetwork({ baseUrl, ...options })
  stubWire(({ path, init }) => network.answer(new Request(baseUrl + path, init)), {
    authorize: (headers) => headers.set('apikey', 'demo-key'),
  })
  return network
}

/** Answers with the given ones in turn, then with the last of them. */
export function inTurn(...answers: (() => Answer)[]): (sent: Sent, count: number) => Answer {
  return (_, count) => (answers[Math.min(count, answers.length) - 1] ?? (() => 'lost'))()
}

/** Loads what lists load on demand, which takes real time that a fake clock doesn't wait for. */
export async function loadListParts(): Promise<void> {
  await Promise.all([
    import('../../src/list/source/settle-page.ts'),
    import('../../src/list/source/settle-request.ts'),
  ])
}

/** Gives the network and the clock back. */
export function restoreWire(): void {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
}

export const lost = () => 'lost' as const
export const silence = () => 'silence' as const
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })
export const html = (status: number) =>
  new Response('<h1>Answer</h1>', { status, headers: { 'content-type': 'text/html' } })
/** The device at `devicePath`, as the API answers for it. */
export const deviceAnswer = (status: string, active: boolean) => () =>
  json({ id: deviceId, status, active })
export const online = deviceAnswer('Online', true)
export const off = deviceAnswer('Deactivated', false)
export const noContent = () => new Response(null, { status: 204 })
export const gone = () => json({ statusCode: 404, message: 'Device not found' }, 404)
export const failed = (status: number) => () => json({ message: 'Trouble' }, status)
export const rateLimited = (retryAfter?: string) => () =>
  json(
    { message: 'API rate limit exceeded' },
    429,
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  )

/** How a promise ended, so that a rejection during fake time is never unhandled. */
export type Settled<T> = { value: T } | { error: unknown }

/** Waits for a promise while fake time runs, at most 10 minutes of it. */
export async function inFakeTime<T>(work: Promise<T>): Promise<Settled<T> & { after: number }> {
  const started = Date.now()
  const settled: (Settled<T> & { after: number })[] = []
  work.then(
    (value) => settled.push({ value, after: Date.now() - started }),
    (error: unknown) => settled.push({ error, after: Date.now() - started }),
  )
  while (settled.length === 0 && Date.now() - started < 600_000) {
    // One step depends on the one before.
    // oxlint-disable-next-line no-await-in-loop -- see above
    await vi.advanceTimersByTimeAsync(50)
  }
  const [end] = settled
  if (!end) throw new Error('Nothing came of it within 10 minutes')
  return end
}
