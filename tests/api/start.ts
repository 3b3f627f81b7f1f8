import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SortFormat } from '../../src/api/sort.ts'
import type { Backend } from '../../src/mock/backend.ts'
import { isFaultKind, type FaultKind } from '../../src/mock/faults.ts'
import { demoKeys } from '../../src/mock/handlers.ts'
import {
  createMockNetwork,
  type ChangeRequest,
  type Intercept,
  type MockSettings,
} from '../../src/mock/network.ts'
import { noRoute } from '../../src/mock/refusals.ts'
import { openTrap, type Trap } from './trap.ts'

/** Faults that need a wire, besides those of src/mock/faults.ts. */
export const wireFaults = {
  'no-cors': 'Answers without CORS headers, so a page of another origin cannot read them',
  redirect: 'Redirects to another origin, which notes what it receives',
} as const
export type WireFaultKind = keyof typeof wireFaults

export interface ApiOptions {
  /** 0, the default: any free port. */
  port?: number
  host?: string
  devices?: number
  latencyMs?: number
  /** Keys that may do everything. */
  keys?: readonly string[]
  readOnlyKeys?: readonly string[]
  /** Keys of another network, with a fleet of its own. */
  otherNetworkKeys?: readonly string[]
  sortFormat?: SortFormat
  thinRows?: boolean
  /** Response headers a page of another origin may read; none by default. */
  exposeHeaders?: readonly string[]
  /** The current moment, ms since epoch. */
  now?: () => number
}

/** The mock API on a real port. */
export interface RunningApi {
  /** Base URL, with its stage: `http://127.0.0.1:8787/qa`. */
  readonly url: string
  /** The backend as it is now: a new one after `reset`. */
  readonly backend: Backend
  /** Every change asked for since the last `reset`, in order of arrival. */
  readonly requests: readonly ChangeRequest[]
  /** How many reads were asked for since the last `reset`. */
  reads: () => number
  /** From now on, a share of the requests meets this fault; `undefined` for none. */
  setFault(kind: FaultKind | WireFaultKind | undefined, options?: FaultOptions): Promise<void>
  setLatency(latencyMs: number): void
  /** From now on, what this answers is answered in place of the backend and of any fault. */
  intercept(how: Intercept | undefined): void
  /** The next request is refused with 401. */
  revokeKey(): void
  /** What reached the other origin that the fault `redirect` points to. */
  readonly trapped: readonly { url: string; headers: Record<string, string> }[]
  /** Fleet, faults and requests as at the beginning, or with another number of devices. */
  reset(devices?: number): void
  /** Ends all connections, hanging ones too. */
  close(): Promise<void>
}

export interface FaultOptions {
  /** Share of the requests, 0 to 1; 1 by default. */
  rate?: number
  on?: MockSettings['faultOn']
}

/** Handlers match this address, whatever host and port the request came to. */
const innerOrigin = 'http://api.invalid'
const basePath = '/qa'

/** Starts the API; rejects when the port is taken. */
export async function startApi(options: ApiOptions = {}): Promise<RunningApi> {
  const { port = 0, host = '127.0.0.1', devices, latencyMs, now, sortFormat, thinRows } = options
  const network = createMockNetwork({
    baseUrl: innerOrigin + basePath,
    keys: { ...demoKeys, ...pickKeys(options) },
    sortFormat,
    thinRows,
    now,
    ...(devices !== undefined && { fleetSize: devices }),
    ...(latencyMs !== undefined && { latencyMs }),
  })
  let wireFault: { kind: WireFaultKind; options: FaultOptions } | undefined
  let trap: Trap | undefined

  function meetsWireFault(kind: WireFaultKind, method: string | undefined): boolean {
    if (wireFault?.kind !== kind) return false
    const { rate = 1, on = 'all' } = wireFault.options
    return (on === 'all' || (on === 'reads') === (method === 'GET')) && Math.random() < rate
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    incoming.resume()
    if (!meetsWireFault('no-cors', incoming.method)) allowOrigin(incoming, outgoing, options)
    if (incoming.method === 'OPTIONS') {
      outgoing.writeHead(204).end()
      return
    }
    if (trap && meetsWireFault('redirect', incoming.method)) {
      outgoing.writeHead(307, { location: trap.url + incoming.url }).end()
      return
    }
    const left = new AbortController()
    outgoing.on('close', () => left.abort())
    const request = toRequest(incoming, left.signal)
    const isOurs = new URL(request.url).pathname.startsWith(`${basePath}/`)
    await send(isOurs ? await network.answer(request) : noRoute(), outgoing)
  }

  const server = createServer((incoming, outgoing) => {
    // Whatever breaks here stands for a broken connection, and looks like one.
    serve(incoming, outgoing).catch(() => incoming.socket.resetAndDestroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}${basePath}`,
    requests: network.requests,
    reads: network.reads,
    get backend() {
      return network.backend
    },
    get trapped() {
      return trap?.received ?? []
    },
    async setFault(kind, faultOptions = {}) {
      const { rate = 1, on = 'all' } = faultOptions
      if (kind === 'redirect') trap ??= await openTrap(host)
      const isMock = kind !== undefined && isFaultKind(kind)
      wireFault = kind === undefined || isMock ? undefined : { kind, options: faultOptions }
      network.settings.set({
        ...network.settings.get(),
        fault: isMock ? kind : undefined,
        faultRate: rate,
        faultOn: on,
      })
    },
    setLatency(next) {
      network.settings.set({ ...network.settings.get(), latencyMs: next })
    },
    intercept: network.intercept,
    revokeKey() {
      network.settings.set({ ...network.settings.get(), keyRevoked: true })
    },
    reset(size) {
      network.reset()
      if (size !== undefined) {
        network.settings.set({ ...network.settings.get(), fleetSize: size })
      }
      wireFault = undefined
      trap?.received.splice(0)
    },
    async close() {
      await trap?.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function pickKeys({ keys, readOnlyKeys, otherNetworkKeys }: ApiOptions) {
  return {
    ...(keys && { keys }),
    ...(readOnlyKeys && { readOnlyKeys }),
    ...(otherNetworkKeys && { otherNetworkKeys }),
  }
}

/** CORS as a gateway does it: any origin, the documented methods and headers, a preflight kept for ten minutes. */
function allowOrigin(
  { headers, method }: IncomingMessage,
  outgoing: ServerResponse,
  { exposeHeaders = [] }: ApiOptions,
): void {
  outgoing.setHeader('vary', 'Origin')
  if (headers.origin === undefined) return
  outgoing.setHeader('access-control-allow-origin', headers.origin)
  if (method === 'OPTIONS') {
    outgoing.setHeader('access-control-allow-methods', 'GET, POST, DELETE')
    outgoing.setHeader('access-control-allow-headers', 'accept, apikey, content-type')
    outgoing.setHeader('access-control-max-age', '600')
  } else if (exposeHeaders.length > 0) {
    outgoing.setHeader('access-control-expose-headers', exposeHeaders.join(', '))
  }
}

function toRequest({ method = 'GET', url = '/', headers }: IncomingMessage, signal: AbortSignal) {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  // None of the operations takes a body.
  return new Request(innerOrigin + url, { method, headers: new Headers(entries), signal })
}

async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
  // What is written must be on its way before a body that stops or breaks.
  outgoing.flushHeaders()
  if (answer.body) for await (const chunk of answer.body) outgoing.write(chunk)
  outgoing.end()
}
