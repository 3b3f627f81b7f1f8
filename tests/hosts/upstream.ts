import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { startApi, type RunningApi } from '../api/start.ts'
import type { Certificate } from './certificate.ts'
import { listen } from './listen.ts'

/** A request as it arrived. */
interface Received {
  method: string
  url: string
  headers: IncomingHttpHeaders
  /** The connection, which several requests can share. */
  socket: IncomingMessage['socket']
}

/** The mock API behind TLS, as the servers under test and the browser meet it. */
export interface Upstream {
  /** Base URL with its stage. */
  readonly url: string
  readonly api: RunningApi
  /** Every request as it arrived, since the last `reset`. */
  readonly received: readonly Received[]
  /** Answers instead of the mock, until `reset`. */
  answerWith(listener: RequestListener): void
  /** Lets changes wait for this, until `reset`. */
  holdChanges(until: Promise<void>): void
  reset(): void
  close(): Promise<void>
}

/** Starts the API on a free port with the given key. */
export async function startUpstream(certificate: Certificate, key: string): Promise<Upstream> {
  // More devices would only be more to load.
  const api = await startApi({ keys: [key], devices: 150 })
  const received: Received[] = []
  let listener: RequestListener | undefined
  let held: Promise<void> | undefined
  const inner = new URL(api.url)
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (from, to) => {
    const { method = 'GET', url = '/', headers, socket } = from
    received.push({ method, url, headers, socket })
    if (listener !== undefined) return listener(from, to)
    const onward = httpRequest({
      host: inner.hostname,
      port: inner.port,
      method,
      path: url,
      headers,
    })
    onward.on('response', (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(to)
    })
    onward.on('error', () => from.socket.destroy())
    const isChange = method === 'POST' || method === 'DELETE'
    if (isChange && held !== undefined) void held.then(() => from.pipe(onward))
    else from.pipe(onward)
  })
  const { port, close } = await listen(server)
  return {
    url: `https://localhost:${port}${inner.pathname}`,
    api,
    received,
    answerWith(given) {
      listener = given
    },
    holdChanges(until) {
      held = until
    },
    reset() {
      listener = undefined
      held = undefined
      api.reset()
      received.splice(0)
    },
    async close() {
      await close()
      await api.close()
    },
  }
}
