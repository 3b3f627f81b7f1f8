import { learnServerTime, steadyNow } from '../lib/clock.ts'
import { readText } from '../lib/read-text.ts'
import { wait } from '../lib/wait.ts'
import { readAnswer, type Answer } from './answer.ts'
import { ApiError } from './errors.ts'
import { createRateLimit } from './rate-limit.ts'
import { isBlockedBySite } from './blocked-origins.ts'

export interface ConnectionSettings {
  /** Identifies the connection without revealing its key. */
  id: string
  /** Absolute, without a trailing slash: `https://host/stage`. */
  baseUrl: string
  /** True when a proxy on this origin adds the key and handles sign-in. */
  isProxy: boolean
  /** Adds the credential to a request's headers. */
  authorize: (headers: Headers) => void
  /** Called for each 401, when the key is missing or no longer valid. */
  onUnauthorized: () => void
}

/** An API and its credential as one value, which a job keeps to its end; closing it aborts all its calls. */
export type Connection = ReturnType<typeof createConnection>

/** Time limits (ms) for a complete response. */
const readTimeoutMs = 10_000
const changeTimeoutMs = 20_000
const maxReadRetries = 2
const maxReadMs = 15_000
const firstRetryDelayMs = 300

/** Creates a connection without sending anything. */
export function createConnection(settings: ConnectionSettings) {
  const { id, baseUrl, isProxy, authorize, onUnauthorized } = settings
  const { host } = new URL(baseUrl)
  const rateLimit = createRateLimit()
  const ended = new AbortController()
  let lastFailure: ApiError | undefined
  let login: string | undefined

  const withClosed = (signal: AbortSignal | undefined) =>
    signal ? AbortSignal.any([signal, ended.signal]) : ended.signal

  /** A closed connection always fails as `closed`, whatever the call was waiting for. */
  function throwIfClosed(): void {
    if (ended.signal.aborted) throw new ApiError('closed', { host })
  }

  /** Waits until something ends, by default the rate limit's pause. */
  async function pass(signal: AbortSignal | undefined, ends = rateLimit.pass): Promise<void> {
    try {
      throwIfClosed()
      await ends(withClosed(signal))
    } catch (error) {
      throwIfClosed()
      throw error
    }
  }

  async function readWhole(path: string, signal?: AbortSignal): Promise<Answer> {
    await pass(signal)
    const deadline = steadyNow() + maxReadMs
    for (let attempt = 0; ; attempt += 1) {
      try {
        const timeoutMs = Math.min(readTimeoutMs, deadline - steadyNow())
        return await send('GET', path, timeoutMs, signal)
      } catch (error) {
        if (!(error instanceof ApiError) || !isTransient(error) || attempt >= maxReadRetries)
          throw error
        const backOff =
          error.kind === 'rate-limited'
            ? 0
            : Math.max(
                firstRetryDelayMs * 2 ** attempt * (0.5 + Math.random()),
                error.retryAfterMs ?? 0,
              )
        const ofRateLimit = () => rateLimit.until.get() - steadyNow()
        // Another call may hit the rate limit before and during the pause.
        for (let left = Math.max(backOff, ofRateLimit()); left > 0; left = ofRateLimit()) {
          const pauseMs = left
          // Skip a retry that couldn't finish before the deadline.
          if (steadyNow() + pauseMs >= deadline - 1_000) throw error
          await pass(signal, (closed) => wait(pauseMs, closed))
        }
      }
    }
  }

  async function send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const headers = new Headers({ Accept: 'application/json' })
    authorize(headers)
    // Not `AbortSignal.timeout`, whose timer would outlive the call.
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), timeoutMs)
    const sentAt = steadyNow()
    /** Known before the answer is complete. */
    let status: number | undefined
    try {
      const response = await fetch(baseUrl + path, {
        method,
        headers,
        // A redirect to another origin would carry the key along.
        redirect: 'manual',
        // A proxy's sign-in needs its cookie; the API needs only the key.
        credentials: isProxy ? 'same-origin' : 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: AbortSignal.any([withClosed(signal), late.signal]),
      })
      const { headers: answered } = response
      status = response.status
      const body = await readText(response)
      if (body === undefined) throw new ApiError('too-large', { status, host })
      const raw = { status, headers: answered, body }
      const answer = readAnswer(raw, {
        host,
        isProxy,
        isRead: method === 'GET',
        wasNamed: login !== undefined,
      })
      // Without a name, Caddy sends the header empty.
      login = answered.get('X-Login') || login
      learnServerTime(answered)
      if (!answer.error) {
        rateLimit.answered(sentAt)
        return answer
      }
      const { kind, retryAfterMs } = answer.error
      if (kind === 'rate-limited') rateLimit.refused(sentAt, retryAfterMs)
      if (kind === 'unauthorized') onUnauthorized()
      throw answer.error
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throwIfClosed()
        if (signal?.aborted) throw signal.reason
      }
      const kind = isBlockedBySite(baseUrl) ? 'blocked' : 'unreachable'
      const failure =
        error instanceof ApiError
          ? error
          : new ApiError(late.signal.aborted ? 'timeout' : kind, { host, status })
      failure.request = { at: Date.now(), method, path }
      lastFailure = failure
      throw failure
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    id,
    host,
    isProxy,
    rateLimit,
    /** Aborts when the connection is closed. */
    closed: ended.signal,
    /** Reads JSON, with at most two retries of transient failures within 15 s. Throws `ApiError`, or the signal's reason. */
    read: async (path: string, signal?: AbortSignal) => (await readWhole(path, signal)).json,
    /** Reads JSON as `read` does, with the text that it came in. */
    readWhole,
    /** Sends a change once; the caller decides what a missing or other answer means. Throws `ApiError`. */
    async change(method: 'POST' | 'DELETE', path: string): Promise<Answer> {
      await pass(undefined)
      return send(method, path, changeTimeoutMs)
    },
    lastFailure: () => lastFailure,
    /** The person who is signed in, as the proxy's latest answer named them. */
    login: () => login,
    close: () => ended.abort(),
  }
}

function isTransient({ kind, status = 0 }: ApiError): boolean {
  const isGateway = status >= 502 && status <= 504
  return isGateway || kind === 'unreachable' || kind === 'timeout' || kind === 'rate-limited'
}
