import { ApiError } from './errors.ts'

/** Server messages are cut after this many characters. */
const longestMessage = 300

/** Parses a successful response; throws `unreadable` unless it is JSON with a JSON content type. */
export function readSuccess(response: Response, body: string, host: string): unknown {
  const json = parseJson(response, body)
  if (json !== undefined) return json
  throw new ApiError('unreadable', { status: response.status, host, ...requestIdOf(response) })
}

/**
 * Accepts any 2xx response to a change, whatever its body (API.md, "The four operations"). Throws
 * `unreadable` for HTML, which comes from a captive portal or proxy.
 */
export function acceptChange(response: Response, host: string): void {
  if (!/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) return
  throw new ApiError('unreadable', { status: response.status, host, ...requestIdOf(response) })
}

/**
 * Converts a response outside 2xx to an error (API.md, "Errors"). Behind a proxy, a 401 or a redirect
 * comes from its sign-in.
 */
export function readFailure(
  response: Response,
  body: string,
  host: string,
  isProxy: boolean,
): ApiError {
  if (isProxy && (response.status === 401 || response.type === 'opaqueredirect')) {
    return new ApiError('signed-out', { host })
  }
  const json = parseJson(response, body)
  const fields = isRecord(json) ? json : {}
  const { status } = response
  const details = {
    status,
    host,
    serverMessages: messagesIn(fields),
    ...requestIdOf(response, fields['request_id']),
  }
  if (status === 401) return new ApiError('unauthorized', details)
  if (status === 403) return new ApiError('forbidden', details)
  if (status === 404) {
    // Only the API's own 404 has `statusCode`; a gateway's 404 says nothing about the device.
    return new ApiError(fields['statusCode'] === 404 ? 'not-found' : 'wrong-address', details)
  }
  if (status === 429) return new ApiError('rate-limited', { ...details, ...retryAfterOf(response) })
  if (status >= 500) return new ApiError('server', details)
  return new ApiError('rejected', details)
}

function parseJson(response: Response, body: string): unknown {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(response.headers.get('content-type') ?? ''))
    return undefined
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

/** Returns the server's own messages in the JSON of a failure: at most five, each cut. */
export function messagesIn(json: unknown): string[] {
  const message = isRecord(json) ? json['message'] : undefined
  const messages = Array.isArray(message) ? message : [message]
  return messages
    .filter((entry) => typeof entry === 'string')
    .slice(0, 5)
    .map((entry) => entry.slice(0, longestMessage))
}

function requestIdOf(response: Response, fromBody?: unknown): { requestId?: string } {
  const requestId =
    response.headers.get('x-kong-request-id') ??
    response.headers.get('x-request-id') ??
    (typeof fromBody === 'string' ? fromBody.slice(0, longestMessage) : undefined)
  return requestId === undefined ? {} : { requestId }
}

/** `Retry-After` as seconds or as a date (RFC 9110, section 10.2.3). */
function retryAfterOf(response: Response): { retryAfterMs?: number } {
  const header = response.headers.get('retry-after')
  if (!header) return {}
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) && ms >= 0 ? { retryAfterMs: Math.min(ms, 3_600_000) } : {}
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
