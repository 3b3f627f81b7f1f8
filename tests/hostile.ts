import type { Faulty } from '../src/mock/faults.ts'
import type { Intercept } from '../src/mock/network.ts'

// Parts of servers that a test makes up: each is an answer, or half of one, for `intercept`.

type Row = Record<string, unknown>

/** True for a request for a page of the list. */
export function asksForList({ method, url }: Request): boolean {
  return method === 'GET' && new URL(url).pathname.endsWith('/devices')
}

/** True for a request for one device. */
export function asksForDevice({ method, url }: Request): boolean {
  return method === 'GET' && /\/devices\/[^/]+$/.test(new URL(url).pathname)
}

/** No answer until the caller gives up. */
export function noAnswer({ signal }: Request): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

/** The same request, which its caller can no longer abort: what was sent takes effect. */
export function detached({ url, method, headers }: Request): Request {
  return new Request(url, { method, headers })
}

/** A request for a list with another query. */
export function asking({ request }: Faulty, change: (query: URLSearchParams) => void): Request {
  const url = new URL(request.url)
  change(url.searchParams)
  return new Request(url, request)
}

/** The backend's answer with other JSON in it; one that is no JSON stays as it is. */
export async function rewritten(
  answer: Promise<Response>,
  change: (body: Row) => Row,
): Promise<Response> {
  const reply = await answer
  if (!reply.headers.get('content-type')?.includes('json')) return reply
  return Response.json(change((await reply.json()) as Row), { status: reply.status })
}

/** A server whose pages of the list are what `change` makes of them. */
export function listRewritten(change: (page: Row, query: URLSearchParams) => Row): Intercept {
  return ({ request, next }) =>
    asksForList(request)
      ? rewritten(next(request), (body) => change(body, new URL(request.url).searchParams))
      : undefined
}

/** A server whose list says that it has so many devices. */
export function claiming(total: number): Intercept {
  return listRewritten((page) => ({ ...page, total }))
}

/** The 429 of a gateway. */
export function tooMany(headers: Record<string, string> = {}): Response {
  return Response.json({ message: 'API rate limit exceeded' }, { status: 429, headers })
}

/** A gateway's page of HTML. */
export function badGateway(): Response {
  return new Response('<h1>502 Bad Gateway</h1>', {
    status: 502,
    headers: { 'content-type': 'text/html' },
  })
}
