import { MissingChunk } from '../lib/chunk.ts'

/** All kinds of failed calls. Code outside `src/api` handles these instead of a `Response`. */
export type ApiErrorKind =
  | 'unauthorized'
  /** Behind a proxy: the sign-in has expired. */
  | 'signed-out'
  /** Behind a proxy: 401 from the API, which refuses the key that the proxy adds. */
  | 'proxy-key-refused'
  | 'forbidden'
  /** 404 from the API: the device doesn't exist. */
  | 'not-found'
  /** 404 from the API's gateway: the URL is wrong. */
  | 'wrong-address'
  /** 400, any other 4xx, or a 2xx whose JSON reports a failure. */
  | 'rejected'
  | 'rate-limited'
  | 'server'
  /** Not the API's word: HTML or other text, a redirect, or JSON that isn't what was asked for. */
  | 'intercepted'
  /** Reading stopped because the answer was too large. */
  | 'too-large'
  /** A success whose answer doesn't show that the change was made. */
  | 'unconfirmed'
  /** A device with a different ID than requested. */
  | 'other-device'
  /** No response: network, CORS or certificate; a page can't tell which. */
  | 'unreachable'
  /** The site's own content security policy forbids the request, so it was never sent. */
  | 'blocked'
  | 'timeout'
  /** The session ended before the response. */
  | 'closed'

interface FailedRequest {
  /** ms since epoch. */
  at: number
  method: string
  /** Below the API's base URL, with its query. */
  path: string
}

type ErrorDetails = Partial<
  Pick<
    ApiError,
    'status' | 'serverMessages' | 'requestId' | 'retryAfterMs' | 'host' | 'wasNamed' | 'request'
  >
>

/** A failed call with its kind and the server's details. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind
  readonly status: number | undefined
  readonly serverMessages: readonly string[] = []
  readonly requestId: string | undefined
  /** `Retry-After` in ms; absent when the header is unreadable. */
  readonly retryAfterMs: number | undefined
  readonly host: string = 'the API'
  /** True when the proxy had named the person before, so that only its sign-in answers without a name. */
  readonly wasNamed: boolean | undefined
  request: FailedRequest | undefined

  constructor(kind: ApiErrorKind, details: ErrorDetails = {}) {
    super(details.status === undefined ? kind : `${kind} (${details.status})`)
    Object.assign(this, details)
    this.name = 'ApiError'
    this.kind = kind
  }
}

/** True for the API's refusal of the parameters of a request. */
export function isBadRequest(error: unknown): error is ApiError {
  return (
    error instanceof ApiError &&
    error.kind === 'rejected' &&
    // 413: a gateway takes no answer of that size.
    [400, 413, 422].includes(error.status ?? 0)
  )
}

const missingPart = 'MissingPart'

/** Marks an error of the browser as a chunk that couldn't be loaded, after a deployment or offline. */
export function markMissingPart(error: Error): void {
  error.name = missingPart
}

/** True for a chunk that couldn't be loaded. */
export function isMissingPart(error: unknown): boolean {
  return error instanceof MissingChunk || (error instanceof Error && error.name === missingPart)
}

/** The error of a JSON response that isn't what was requested. */
export function wrongContent(
  kind: ApiErrorKind,
  host: string,
  path: string,
  serverMessages: readonly string[],
): ApiError {
  const request = { at: Date.now(), method: 'GET', path }
  return new ApiError(kind, { status: 200, host, serverMessages, request })
}
