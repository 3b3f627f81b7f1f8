import { learnServerTime, steadyNow } from '../lib/clock.ts'
import { wait } from '../lib/wait.ts'
import { acceptChange, readFailure, readSuccess } from './answer.ts'
import { ApiError } from './errors.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import type { SortFormat } from './sort.ts'

/** What a connection is made of. */
export interface ConnectionSettings {
  /** Tells this connection from every other without saying anything about its key. */
  id: string
  /** Absolute, without a trailing slash: `https://host/stage`. */
  baseUrl: string
  sortFormat: SortFormat
  /** A proxy on this origin holds the key and knows people by its own login. */
  isProxy: boolean
  /** Adds the credential to a request's headers. */
  authorize: (headers: Headers) => void
  /** Called for each 401: the key is missing or no longer good. */
  onUnauthorized: () => void
  /** Makes a text unreadable to everybody without this connection's key. */
  seal: (text: string) => Promise<string>
  /** Gives back a sealed text; `undefined` when another key sealed it. */
  unseal: (sealed: string) => Promise<string | undefined>
}

/**
 * An API and the right to use it, as one value: whoever starts a job holds the connection it began
 * with. Closing it aborts every call and makes it unusable.
 */
export interface Connection extends Pick<
  ConnectionSettings,
  'id' | 'sortFormat' | 'isProxy' | 'seal' | 'unseal'
> {
  /** Who answers, as errors name it. */
  readonly host: string
  readonly rateLimit: RateLimit
  /** Aborts when the connection is closed. */
  readonly closed: AbortSignal
  /**
   * Reads JSON. Retries what a moment may heal (no answer, timeout, 429, 502 to 504)
   * at most twice and for at most 15 s. Throws `ApiError`, or the signal's reason.
   */
  read(path: string, signal?: AbortSignal): Promise<unknown>
  /** Sends one change, once: the caller decides what a missing answer means. Throws `ApiError`. */
  change(method: 'POST' | 'DELETE', path: string): Promise<void>
  close(): void
}

/** A call without a complete answer is given up after this. */
const readTimeoutMs = 10_000
const changeTimeoutMs = 20_000
const mostRetriesOfARead = 2
const longestReadMs = 15_000
const firstRetryDelayMs = 300

/** Opens a connection; nothing is sent yet. */
export function createConnection(settings: ConnectionSettings): Connection {
  const { id, baseUrl, sortFormat, isProxy, authorize, onUnauthorized, seal, unseal } = settings
  // An API at the root of the console's own origin has an empty address.
  const { host } = new URL(baseUrl, globalThis.location?.href)
  const rateLimit = createRateLimit()
  const ended = new AbortController()

  const withClosed = (signal: AbortSignal | undefined) =>
    signal ? AbortSignal.any([signal, ended.signal]) : ended.signal

  /** A closed connection fails in its own words, whatever was waited for. */
  function throwIfClosed(): void {
    if (ended.signal.aborted) throw new ApiError('closed', { host })
  }

  /** Waits out a pause and the rate limit. */
  async function pass(signal: AbortSignal | undefined, pauseMs = 0): Promise<void> {
    try {
      throwIfClosed()
      if (pauseMs > 0) await wait(pauseMs, withClosed(signal))
      await rateLimit.pass(withClosed(signal))
    } catch (error) {
      throwIfClosed()
      throw error
    }
  }

  async function read(path: string, signal?: AbortSignal): Promise<unknown> {
    await pass(signal)
    const deadline = steadyNow() + longestReadMs
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await send('GET', path, Math.min(readTimeoutMs, deadline - steadyNow()), signal)
      } catch (error) {
        if (!(error instanceof ApiError) || !mayHeal(error) || attempt >= mostRetriesOfARead)
          throw error
        const backOff =
          error.kind === 'rate-limited'
            ? 0
            : firstRetryDelayMs * 2 ** attempt * (0.5 + Math.random())
        // Another call may have met the limit.
        const pauseMs = Math.max(backOff, rateLimit.until.get() - steadyNow())
        // A retry that could not finish in time would only keep the person waiting.
        if (steadyNow() + pauseMs >= deadline - 1_000) throw error
        await pass(signal, pauseMs)
      }
    }
  }

  async function send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const headers = new Headers({ Accept: 'application/json' })
    authorize(headers)
    const timeout = AbortSignal.timeout(Math.max(timeoutMs, 1))
    const sentAt = steadyNow()
    try {
      const response = await fetch(baseUrl + path, {
        method,
        headers,
        // A redirect to another origin would carry the key there. A proxy redirects to its login, which
        // is told by not following either.
        redirect: isProxy ? 'manual' : 'error',
        // The login before a proxy knows people by its cookie; the API knows them by the key alone.
        credentials: isProxy ? 'same-origin' : 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: AbortSignal.any([withClosed(signal), timeout]),
      })
      const body = await response.text()
      learnServerTime(response.headers)
      if (response.ok) {
        rateLimit.answered(sentAt)
        return method === 'GET' ? readSuccess(response, body, host) : acceptChange(response, host)
      }
      const failure = readFailure(response, body, host, isProxy)
      if (failure.kind === 'rate-limited') rateLimit.refused(sentAt, failure.retryAfterMs)
      if (failure.kind === 'unauthorized') onUnauthorized()
      throw failure
    } catch (error) {
      if (error instanceof ApiError) throw error
      throwIfClosed()
      if (signal?.aborted) throw signal.reason
      throw new ApiError(timeout.aborted ? 'timeout' : 'unreachable', { host })
    }
  }

  return {
    id,
    host,
    sortFormat,
    isProxy,
    seal,
    unseal,
    rateLimit,
    closed: ended.signal,
    read,
    async change(method, path) {
      await pass(undefined)
      await send(method, path, changeTimeoutMs)
    },
    close: () => ended.abort(),
  }
}

function mayHeal(error: ApiError): boolean {
  if (error.kind === 'server')
    return error.status !== undefined && error.status >= 502 && error.status <= 504
  return error.kind === 'unreachable' || error.kind === 'timeout' || error.kind === 'rate-limited'
}
