import { wait } from '../lib/wait.ts'
import * as refusals from './refusals.ts'
import { reshapers } from './reshape.ts'

export interface Faulty {
  request: Request
  next: (request: Request) => Promise<Response>
  /** Returns numbers in [0, 1). */
  random: () => number
}

export interface Fault {
  words: string
  answer: (call: Faulty) => Response | Promise<Response>
}

/** Delay of a late answer (ms): the console gives a request 20 seconds at most. */
const lateMs = 30_000

/** Faults that need no real network; the backend is unchanged unless the label says otherwise. */
export const faults = {
  'network-error': fault('No connection', () => {
    throw connectionLost()
  }),
  'lost-answer': fault('Done, but the connection breaks before the answer', async (call) => {
    await call.next(call.request)
    throw connectionLost()
  }),
  hang: fault('Never answers', ({ request }) => untilAborted(request.signal)),
  'hang-in-body': fault('Stops in the middle of an answer', async (call) => {
    const answer = await call.next(call.request)
    return cutShort(answer, (controller) => {
      const { signal } = call.request
      signal.addEventListener('abort', () => controller.error(signal.reason), { once: true })
    })
  }),
  'truncated-body': fault('Breaks in the middle of an answer', async (call) =>
    cutShort(await call.next(call.request), (controller) => controller.error(connectionLost())),
  ),
  timeout: fault('Answers after 30 seconds', async (call) => {
    const answer = await call.next(call.request)
    await wait(lateMs, call.request.signal)
    return answer
  }),
  'out-of-order': fault('Answers after 0 to 3 seconds, in any order', async (call) => {
    const answer = await call.next(call.request)
    await wait(call.random() * 3_000, call.request.signal)
    return answer
  }),
  'bad-request': fault('400: refused', () =>
    refusals.badRequest(['sort must be one of the following values: name, status']),
  ),
  unauthorized: fault('401: the key is not accepted', refusals.keyWrong),
  forbidden: fault('403: the key may not do that', refusals.forbidden),
  'not-found': fault('404: no such device', refusals.notFound),
  'no-route': fault('404: no such address', refusals.noRoute),
  conflict: fault('409: conflict', () => refusals.conflict('The device is being changed')),
  'rate-limited': fault('429: too many requests, try again in 2 seconds', () =>
    refusals.rateLimited({
      'retry-after': '2',
      'ratelimit-limit': '60',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '2',
    }),
  ),
  'rate-limited-silent': fault('429: too many requests, without saying how long', () =>
    refusals.rateLimited({}),
  ),
  'server-error': fault('500: the API fails', refusals.serverError),
  'bad-gateway': fault('502: a page of HTML from the gateway', () =>
    html('<html><body><h1>502 Bad Gateway</h1></body></html>', 502),
  ),
  unavailable: fault('503: not available', () =>
    refusals.fromGateway(503, 'failure to get a peer from the ring-balancer'),
  ),
  'gateway-timeout': fault('504: but the action took effect', async (call) => {
    await call.next(call.request)
    return refusals.fromGateway(504, 'The upstream server is timing out')
  }),
  html: fault('200: a page of HTML, as from a captive portal', () =>
    html('<!doctype html><title>Guest network</title><form>Accept the terms</form>', 200),
  ),
  empty: fault('200: nothing in it', () => new Response('', { status: 200 })),
  'no-content': fault('204: nothing in it', () => new Response(null, { status: 204 })),
  'malformed-json': fault('200: broken JSON', async (call) => {
    const text = await (await call.next(call.request)).text()
    return json(text.slice(0, Math.ceil(text.length * 0.7)) || '{"data":')
  }),
  'wrong-type': fault('200: an array in place of an object', async (call) => {
    const text = await (await call.next(call.request)).text()
    return json(`[${text}]`)
  }),
  ...reshapers,
} satisfies Record<string, Fault>

export type FaultKind = keyof typeof faults

/** True for the name of a fault. */
export function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(faults, text)
}

function fault(words: string, answer: Fault['answer']): Fault {
  return { words, answer }
}

function connectionLost(): TypeError {
  return new TypeError('Failed to fetch')
}

/** Rejects with the signal's reason as soon as it aborts, as `fetch` does. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.throwIfAborted()
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

/** The first half of an answer's body; `finish` decides what follows. */
async function cutShort(
  answer: Response,
  finish: (controller: ReadableStreamDefaultController) => void,
): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)))
    },
    // Called once the first half was read: finishing immediately would discard it.
    pull: finish,
  })
  // Without a body, nothing can be cut off.
  const status = answer.status === 204 ? 200 : answer.status
  return new Response(body, { status, headers: { 'content-type': 'application/json' } })
}

function html(text: string, status: number): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

function json(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/json' } })
}
