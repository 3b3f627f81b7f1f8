import type { HttpHandler } from 'msw/http'
import { getResponse } from 'msw/utils/get-response'
import { deviceActionNames, type DeviceAction } from '../actions/definitions.ts'
import { wait } from '../lib/wait.ts'
import { actionEndpoints } from './action-endpoints.ts'
import { faults, type FaultKind } from './faults.ts'
import type { Faulty } from './faulty.ts'
import { createRandom } from './random.ts'
import { keyWrong } from './refusals.ts'

/** Conditions of the network between the console and the mock; may change at any time. */
export interface Conditions {
  /** Mean milliseconds until an answer; half of it passes before the backend acts. */
  latencyMs: number
  fault: FaultKind | undefined
  /** Share of requests with the fault, 0 to 1. */
  faultRate: number
  faultOn: 'all' | 'reads' | 'changes'
  /** The next request is refused with 401; then the key is accepted again. */
  keyRevoked: boolean
}

export const fairWeather: Conditions = {
  latencyMs: 0,
  fault: undefined,
  faultRate: 1,
  faultOn: 'all',
  keyRevoked: false,
}

/** Answers a request in place of the backend, or returns `undefined` to pass it on. */
export type Intercept = (call: Faulty) => Response | Promise<Response | undefined> | undefined

/** A request other than GET, as it arrived. */
export interface ChangeRequest {
  /** `unknown`: not one of the documented operations. */
  action: DeviceAction | 'unknown'
  /** As in the URL; empty without one. */
  id: string
  method: string
  /** Status of the answer; absent without one. */
  status?: number
}

/** A network with conditions in front of handlers. */
export interface Adapter {
  /** Answers a request to a URL of the handlers. Rejects as `fetch` would. */
  answer(request: Request): Promise<Response>
  /** All requests for changes so far, successful or not. */
  readonly requests: readonly ChangeRequest[]
  /** Number of requests for reads so far. */
  reads: () => number
  /** Clears the requests and restarts the sequence of faults. */
  reset(): void
}

/** Latency varies by this share either way. */
const jitter = 0.3

export function createAdapter(options: {
  handlers: readonly HttpHandler[]
  conditions: { get(): Conditions; set(next: Conditions): void }
  intercept?: Intercept
  seed?: number | undefined
}): Adapter {
  const { handlers, conditions, intercept, seed = 1 } = options
  const requests: ChangeRequest[] = []
  let reads = 0
  let random = createRandom(seed)

  const next = async (request: Request) => {
    const reply = await getResponse([...handlers], request)
    if (!reply) throw new TypeError(`No handler answers ${request.method} ${request.url}`)
    return reply
  }

  async function meetConditions(request: Request): Promise<Response> {
    const { latencyMs, fault, faultRate, faultOn, keyRevoked } = conditions.get()
    const isChange = request.method !== 'GET'
    const meetsFault = fault && concerns(faultOn, isChange) && random() < faultRate
    const delay = (latencyMs / 2) * (1 - jitter + 2 * jitter * random())
    if (delay > 0) await wait(delay, request.signal)
    request.signal.throwIfAborted()
    if (keyRevoked) {
      conditions.set({ ...conditions.get(), keyRevoked: false })
      return keyWrong()
    }
    const call = { request, next, random }
    const reply =
      (await intercept?.(call)) ??
      (meetsFault ? await faults[fault].answer(call) : await next(request))
    if (delay > 0) await wait(delay, request.signal)
    return reply
  }

  return {
    requests,
    reads: () => reads,
    reset() {
      requests.length = 0
      reads = 0
      random = createRandom(seed)
    },
    async answer(request) {
      const change = request.method === 'GET' ? undefined : readChange(request)
      if (change) requests.push(change)
      else reads += 1
      const reply = await meetConditions(request)
      if (change) change.status = reply.status
      return reply
    },
  }
}

function concerns(faultOn: Conditions['faultOn'], isChange: boolean): boolean {
  return faultOn === 'all' || (faultOn === 'changes') === isChange
}

function readChange({ method, url }: Request): ChangeRequest {
  const [, id = '', path = ''] = /\/devices\/([^/]+)(\/[^/]+)?$/.exec(new URL(url).pathname) ?? []
  const action = deviceActionNames.find((name) => {
    const endpoint = actionEndpoints[name]
    return id !== '' && endpoint.method === method.toLowerCase() && endpoint.path === path
  })
  return { action: action ?? 'unknown', id, method }
}
