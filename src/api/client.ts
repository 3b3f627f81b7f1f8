import { wait } from '../lib/wait.ts'
import { ApiError } from './errors.ts'
import { closeGate, gateOpensAt, noteAnswer, passGate, resetGate } from './gate.ts'
import { acceptChange, readFailure, readSuccess } from './answer.ts'
import type { SortFormat } from './sort.ts'

/** Who the wire talks to, and how it proves who it is. */
export interface ApiSettings {
  /** Absolute, without a trailing slash: `https://host/stage`. */
  baseUrl: string
  sortFormat: SortFormat
  /** Adds the credential to a request's headers. */
  authorise: (headers: Headers) => void
  /** Called for each 401: the key is missing or no longer good. */
  onUnauthorized: () => void
}

/** A call without a complete answer is given up after this. */
const readTimeoutMs = 10_000
const changeTimeoutMs = 20_000
const mostRetriesOfARead = 2
const longestReadMs = 15_000
const firstRetryDelayMs = 300

let settings: ApiSettings | undefined

/** Points the wire at an API. Before this, every call throws. */
export function configureApi(next: ApiSettings): void {
  settings = next
  resetGate()
}

/** The settings in force; throws when `configureApi` was never called. */
export function apiSettings(): ApiSettings {
  if (!settings) throw new Error('The API was called before it was configured')
  return settings
}

/** Who answers, as errors name it; throws when `configureApi` was never called. */
export function apiHost(): string {
  // An API at the root of the console's own origin has an empty address.
  return new URL(apiSettings().baseUrl, globalThis.location?.href).host
}

/**
 * Reads JSON. Retries what a moment may heal (no answer, timeout, 429, 502 to 504)
 * at most twice and for at most 15 s. Throws `ApiError`, or the signal's reason.
 */
export async function read(path: string, signal?: AbortSignal): Promise<unknown> {
  await passGate(signal)
  const deadline = Date.now() + longestReadMs
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send('GET', path, Math.min(readTimeoutMs, deadline - Date.now()), signal)
    } catch (error) {
      if (!(error instanceof ApiError) || !mayHeal(error) || attempt >= mostRetriesOfARead)
        throw error
      const backOff =
        error.kind === 'rate-limited' ? 0 : firstRetryDelayMs * 2 ** attempt * (0.5 + Math.random())
      // The gate may have been closed by another call.
      const pause = Math.max(backOff, gateOpensAt.get() - Date.now())
      // A retry that could not finish in time would only keep the person waiting.
      if (Date.now() + pause >= deadline - 1_000) throw error
      await wait(pause, signal)
      await passGate(signal)
    }
  }
}

/** Sends one change, once: whoever calls decides what a missing answer means. Throws `ApiError`. */
export async function change(method: 'POST' | 'DELETE', path: string): Promise<void> {
  await passGate()
  await send(method, path, changeTimeoutMs)
}

function mayHeal(error: ApiError): boolean {
  if (error.kind === 'server')
    return error.status !== undefined && error.status >= 502 && error.status <= 504
  return error.kind === 'unreachable' || error.kind === 'timeout' || error.kind === 'rate-limited'
}

async function send(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<unknown> {
  const { baseUrl, authorise, onUnauthorized } = apiSettings()
  const host = apiHost()
  const headers = new Headers({ Accept: 'application/json' })
  authorise(headers)

  const timeout = AbortSignal.timeout(Math.max(timeoutMs, 1))
  try {
    const response = await fetch(baseUrl + path, {
      method,
      headers,
      // A redirect to another origin would carry the key there.
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    const body = await response.text()
    if (response.ok) {
      noteAnswer()
      return method === 'GET' ? readSuccess(response, body, host) : acceptChange(response, host)
    }
    const failure = readFailure(response, body, host)
    if (failure.kind === 'rate-limited') closeGate(failure.retryAfterMs)
    if (failure.kind === 'unauthorized') onUnauthorized()
    throw failure
  } catch (error) {
    if (error instanceof ApiError) throw error
    if (signal?.aborted) throw signal.reason
    throw new ApiError(timeout.aborted ? 'timeout' : 'unreachable', { host })
  }
}
