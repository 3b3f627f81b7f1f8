import { getResponse } from 'msw/utils/get-response'
import { deviceActionNames, type DeviceAction } from '../actions/definitions.ts'
import { deviceChanges } from '../api/device-calls.ts'
import type { SortFormat } from '../api/sort.ts'
import { createStore } from '../lib/store.ts'
import { wait } from '../lib/wait.ts'
import { createBackend, type Backend, type BackendOptions } from './backend.ts'
import { faults, untilAborted, type FaultKind, type Faulty } from './faults.ts'
import { createHandlers, demoKeys, type AcceptedKeys } from './handlers.ts'
import { createRandom } from './random.ts'
import { keyWrong } from './refusals.ts'

/** Settings of a running network, which may change at any time. Another fleet size makes a new fleet. */
export interface MockSettings {
  fleetSize: number
  /** Mean milliseconds until an answer; half of it passes before the backend acts. */
  latencyMs: number
  fault: FaultKind | undefined
  /** Share of requests with the fault, 0 to 1. */
  faultRate: number
  faultOn: 'all' | 'reads' | 'changes'
  /** The next request is refused with 401; then the key is accepted again. */
  keyRevoked: boolean
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
  status?: number
}

/** An API inside the page: requests to its address never reach the network. */
export type MockNetwork = ReturnType<typeof createMockNetwork>

export interface MockNetworkOptions extends Partial<MockSettings>, Omit<BackendOptions, 'size'> {
  /** Absolute or relative to the page, without a trailing slash. */
  baseUrl: string
  keys?: AcceptedKeys
  sortFormat?: SortFormat | undefined
}

const defaults: MockSettings = {
  fleetSize: 1_248,
  latencyMs: 0,
  fault: undefined,
  faultRate: 1,
  faultOn: 'all',
  keyRevoked: false,
}

/** Makes another fleet, which shares no ID with the usual one. */
const otherSeed = 77_003
/** Latency varies by this share either way. */
const jitter = 0.3

export function createMockNetwork(options: MockNetworkOptions) {
  const { baseUrl, keys = demoKeys, sortFormat, thinRows, now, seed, ...settingsAsked } = options
  const initial = { ...defaults, ...settingsAsked }
  const settings = createStore<MockSettings>(initial)
  const base = new URL(baseUrl, globalThis.location?.href).href.replace(/\/$/, '')

  let { fleetSize } = initial
  const makeBackend = () => createBackend({ size: fleetSize, now, seed, thinRows })
  let backend = makeBackend()
  const otherBackend = createBackend({ size: 60, seed: otherSeed, now })
  settings.subscribe(() => {
    if (settings.get().fleetSize === fleetSize) return
    fleetSize = settings.get().fleetSize
    backend = makeBackend()
  })

  const requests: ChangeRequest[] = []
  let reads = 0
  let random = createRandom(seed)
  let intercept: Intercept | undefined
  /** The page's own `fetch` while this network replaces it. */
  let replaced: typeof fetch | undefined

  const handlers = createHandlers({
    baseUrl: base,
    backend: () => backend,
    otherBackend,
    keys,
    sortFormat,
  })
  const next = async (request: Request) => {
    const reply = await getResponse(handlers, request)
    if (!reply) throw new TypeError(`No handler answers ${request.method} ${request.url}`)
    return reply
  }

  async function meetConditions(request: Request): Promise<Response> {
    const { latencyMs, fault, faultRate, faultOn, keyRevoked } = settings.get()
    const isConcerned = faultOn === 'all' || (faultOn === 'reads') === (request.method === 'GET')
    const meetsFault = fault && isConcerned && random() < faultRate
    const delay = (latencyMs / 2) * (1 - jitter + 2 * jitter * random())
    if (delay > 0) await wait(delay, request.signal)
    request.signal.throwIfAborted()
    if (keyRevoked) {
      settings.set({ ...settings.get(), keyRevoked: false })
      return keyWrong()
    }
    const call = { request, next, random }
    const reply =
      (await intercept?.(call)) ??
      (meetsFault ? await faults[fault].answer(call) : await next(request))
    if (delay > 0) await wait(delay, request.signal)
    return reply
  }

  /** Answers a request to a URL under `baseUrl`. Rejects as `fetch` would. */
  async function answer(request: Request): Promise<Response> {
    const change = request.method === 'GET' ? undefined : readChange(request)
    if (change) requests.push(change)
    else reads += 1
    const reply = await meetConditions(request)
    if (change) change.status = reply.status
    return reply
  }

  const isOurs = (href: string) =>
    href === base || href.startsWith(`${base}/`) || href.startsWith(`${base}?`)

  const standIn: typeof fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : input
    const { href } = new URL(address, globalThis.location?.href)
    if (!isOurs(href)) return Reflect.apply(replaced ?? fetch, globalThis, [input, init])
    const request = new Request(input instanceof Request ? input : href, init)
    return Promise.race([answer(request), untilAborted(request.signal)])
  }

  return {
    settings,
    keys,
    requests: requests as readonly ChangeRequest[],
    /** Number of requests for reads since the last `reset`. */
    reads: () => reads,
    otherBackend,
    /** The current backend: a new one after `reset` or another fleet size. */
    get backend(): Backend {
      return backend
    },
    answer,
    /** Answers requests in place of the backend and of any fault from now on. */
    intercept(how: Intercept | undefined): void {
      intercept = how
    },
    start(): void {
      if (replaced) return
      replaced = globalThis.fetch
      globalThis.fetch = standIn
    },
    stop(): void {
      if (!replaced) return
      globalThis.fetch = replaced
      replaced = undefined
    },
    /** Restores the initial fleet, settings and sequence of faults, and clears the requests. */
    reset(): void {
      requests.length = 0
      reads = 0
      random = createRandom(seed)
      settings.set(initial)
      intercept = undefined
      backend = makeBackend()
    },
  }
}

function readChange({ method, url }: Request): ChangeRequest {
  const [, id = '', path = ''] = /\/devices\/([^/]+)(\/[^/]+)?$/.exec(new URL(url).pathname) ?? []
  const action = deviceActionNames.find((name) => {
    const change = deviceChanges[name]
    return id !== '' && change.method === method && change.path === path
  })
  return { action: action ?? 'unknown', id, method }
}
