import type { SortFormat } from '../api/sort.ts'
import { createStore, type Store } from '../lib/store.ts'
import {
  createAdapter,
  fairWeather,
  type ChangeRequest,
  type Conditions,
  type Intercept,
} from './adapter.ts'
import { createBackend, type Backend, type BackendOptions } from './backend.ts'
import { createHandlers, demoKeys, type AcceptedKeys } from './handlers.ts'

/** Settings of a running network. Another fleet size makes a new fleet. */
export interface MockSettings extends Conditions {
  fleetSize: number
}

/** An API inside the page: requests to its address never reach the network. */
export interface MockNetwork {
  readonly settings: Store<MockSettings>
  /** The current backend: a new one after `reset` or another fleet size. */
  readonly backend: Backend
  /** The fleet behind `otherNetworkKeys`. */
  readonly otherBackend: Backend
  readonly keys: AcceptedKeys
  /** All requests for changes since the last `reset`. */
  readonly requests: readonly ChangeRequest[]
  /** Number of requests for reads since the last `reset`. */
  reads: () => number
  /** Answers requests in place of the backend and of any fault from now on. */
  intercept(how: Intercept | undefined): void
  /** Takes over `fetch` for addresses under `baseUrl`. */
  start(): void
  /** Restores `fetch`. */
  stop(): void
  /** Restores the initial fleet and settings, and clears the requests. */
  reset(): void
}

export interface MockNetworkOptions extends Partial<MockSettings>, Omit<BackendOptions, 'size'> {
  /** Absolute or relative to the page, without a trailing slash. */
  baseUrl: string
  keys?: AcceptedKeys
  sortFormat?: SortFormat
}

export const defaultFleetSize = 1_248

/** Makes another fleet, which shares no ID with the usual one. */
export const otherSeed = 77_003

export function createMockNetwork(options: MockNetworkOptions): MockNetwork {
  const { baseUrl, keys = demoKeys, sortFormat, thinRows, now, seed, ...settingsAsked } = options
  const initial = { fleetSize: defaultFleetSize, ...fairWeather, ...settingsAsked }
  const settings = createStore<MockSettings>(initial)
  const base = new URL(baseUrl, globalThis.location?.href).href.replace(/\/$/, '')

  let { fleetSize } = initial
  const makeBackend = () => createBackend({ size: fleetSize, now, seed, thinRows })
  let backend = makeBackend()
  const otherBackend = createBackend({ size: 60, seed: otherSeed, now })
  let intercept: Intercept | undefined
  settings.subscribe(() => {
    if (settings.get().fleetSize === fleetSize) return
    fleetSize = settings.get().fleetSize
    backend = makeBackend()
  })

  const adapter = createAdapter({
    handlers: createHandlers({
      baseUrl: base,
      backend: () => backend,
      otherBackend: () => otherBackend,
      keys,
      sortFormat,
    }),
    conditions: {
      get: () => settings.get(),
      set: (next) => settings.set({ ...settings.get(), ...next }),
    },
    intercept: (call) => intercept?.(call),
    seed,
  })

  const isOurs = (href: string) =>
    href === base || href.startsWith(`${base}/`) || href.startsWith(`${base}?`)

  /** The page's own `fetch` while this network replaces it. */
  let replaced: typeof fetch | undefined
  const standIn: typeof fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : input
    const { href } = new URL(address, globalThis.location?.href)
    if (!isOurs(href)) return Reflect.apply(replaced ?? fetch, globalThis, [input, init])
    const request = new Request(input instanceof Request ? input : href, init)
    return untilAborted(request.signal, adapter.answer(request))
  }

  return {
    settings,
    keys,
    requests: adapter.requests,
    reads: adapter.reads,
    otherBackend,
    get backend() {
      return backend
    },
    intercept(how) {
      intercept = how
    },
    start() {
      if (replaced) return
      replaced = globalThis.fetch
      globalThis.fetch = standIn
    },
    stop() {
      if (!replaced) return
      globalThis.fetch = replaced
      replaced = undefined
    },
    reset() {
      adapter.reset()
      settings.set(initial)
      intercept = undefined
      backend = makeBackend()
    },
  }
}

/** Rejects with the signal's reason as soon as it aborts, as `fetch` does. */
function untilAborted<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
