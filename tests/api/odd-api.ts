import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serverSortFields } from '../../src/device/fields.ts'
import { parseSort, type SortFormat } from '../../src/api/sort.ts'

/** How an API differs from one that does everything as documented. */
export interface Oddities {
  cors?: 'none' | 'without apikey' | 'not on errors'
  /** Rows on its largest page. */
  maxRows?: number
  /** The largest limit that it doesn't refuse, and whether it says so. */
  maxLimit?: number
  saysMaxLimit?: boolean
  devices?: number
  /** The one spelling of a sort that it takes. */
  sortFormat?: SortFormat | 'none'
  /** A different order for each answer, whatever was asked. */
  isRestless?: boolean
  /** What becomes of other spellings. */
  otherSorts?: 'refused' | 'ignored'
  ignoresOffset?: boolean
  exposed?: string
  /** An HTML page in place of every answer. */
  isPortal?: boolean
  /** Answers in place of the API, whatever was asked. */
  instead?: (headers: IncomingMessage['headers']) => Instead
  /** `needless`: it lists devices for everybody. */
  key?: 'accepted' | 'forbidden' | 'needless'
  /** Rows without owner and posture. */
  isThin?: boolean
}

/** An answer of something between. */
export interface Instead {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
}

/** A running API with the oddities it was started with. */
export interface OddApi {
  url: string
  /** Everything that reached it. */
  received: IncomingMessage[]
  close(): Promise<void>
}

export const oddKey = 'CANARY-the-key'
/** In every row; a report must name neither. */
export const person = { id: 'p-1', email: 'nobody@people.example', firstName: 'Norbert' }

/** Starts an API on a free port of this machine. */
export async function startOddApi(oddities: Oddities = {}): Promise<OddApi> {
  const received: IncomingMessage[] = []
  const server = createServer((incoming, outgoing) => {
    received.push(incoming)
    allowOrigin(incoming, outgoing, oddities)
    if (incoming.method === 'OPTIONS') outgoing.writeHead(204).end()
    else answer(incoming, outgoing, oddities)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/qa`,
    received,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function allowOrigin(
  { headers, method }: IncomingMessage,
  outgoing: ServerResponse,
  { cors, exposed = 'Retry-After, X-Kong-Request-Id', isPortal = false }: Oddities,
): void {
  const isRefusal = method === 'GET' && headers['apikey'] !== oddKey
  if (cors === 'none' || isPortal || (cors === 'not on errors' && isRefusal)) return
  outgoing.setHeader('access-control-allow-origin', headers.origin ?? '*')
  outgoing.setHeader('access-control-expose-headers', exposed)
  if (method !== 'OPTIONS') return
  outgoing.setHeader('access-control-allow-methods', 'GET, POST, DELETE')
  if (cors !== 'without apikey') outgoing.setHeader('access-control-allow-headers', 'apikey')
}

function answer(
  { url = '', headers }: IncomingMessage,
  outgoing: ServerResponse,
  oddities: Oddities,
): void {
  const send = (status: number, body: object) => {
    outgoing.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-kong-request-id': 'request-1',
    })
    outgoing.end(JSON.stringify(body))
  }
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  if (oddities.instead) {
    const instead = oddities.instead(headers)
    outgoing.writeHead(instead.status, instead.headers).end(instead.body)
    return
  }
  if (oddities.isPortal) {
    outgoing.writeHead(200, { 'content-type': 'text/html' })
    outgoing.end(`<!doctype html><title>Hello ${person.firstName}</title>`)
  } else if (pathname !== '/qa/tenants/devices') {
    send(404, { message: 'no Route matched with those values' })
  } else if (headers['apikey'] !== oddKey && oddities.key !== 'needless') {
    send(401, { message: headers['apikey'] ? 'Unauthorized' : 'No API key found in request' })
  } else if (oddities.key === 'forbidden') {
    send(403, { statusCode: 403, message: `Not for ${oddKey}`, error: 'Forbidden' })
  } else {
    const { maxLimit = 100, saysMaxLimit = true } = oddities
    const isTooLarge = Number(searchParams.get('limit')) > maxLimit
    const page = isTooLarge ? undefined : pageOf(searchParams, oddities)
    const problem = isTooLarge
      ? `limit must not be greater than ${saysMaxLimit ? maxLimit : 'the maximum'}`
      : 'sort'
    send(page ? 200 : 400, page ?? { statusCode: 400, message: [problem], error: 'Bad Request' })
  }
}

let restless = 0

/** Gives a page of devices in a shuffled order; `undefined` when the sort is refused. */
function pageOf(query: URLSearchParams, oddities: Oddities): object | undefined {
  const { sortFormat = 'prefix', otherSorts = 'refused', maxRows = 100, devices = 120 } = oddities
  const spelled = query.get('sort')
  const sort =
    spelled !== null && sortFormat !== 'none'
      ? parseSort(spelled, sortFormat, serverSortFields)
      : undefined
  if (spelled !== null && !sort && otherSorts === 'refused') return undefined
  if (oddities.isRestless) restless += 1
  const shuffled = Array.from({ length: devices }, (_, row) => ((row + restless) * 37) % 121)
  const order =
    sort && !oddities.isRestless
      ? shuffled.toSorted((a, b) => (sort.descending ? b - a : a - b))
      : shuffled
  const limit = Math.min(Number(query.get('limit')), maxRows)
  const offset = oddities.ignoresOffset ? 0 : Number(query.get('offset'))
  const data = order.slice(offset, offset + limit).map((number) => ({
    id: `device-${number}`,
    name: `laptop-${String(number).padStart(3, '0')}`,
    createdAt: new Date(number * 1e9).toISOString(),
    ...(!oddities.isThin && { user: person, posture: { compliant: true } }),
  }))
  return { data, total: devices, limit, hasNext: offset + limit < devices }
}
