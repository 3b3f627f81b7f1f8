/**
 * Everything that can go wrong on the wire, as one closed union. Nothing above
 * `src/api` sees a `Response`; it sees one of these kinds and the words for it.
 */
export const apiErrorKinds = [
  /** 401: the key is missing or wrong. */
  'unauthorized',
  /** Behind a proxy: its login has ended. */
  'signed-out',
  /** 403: the key is known but may not do this. */
  'forbidden',
  /** 404 from the API itself: the device is gone. */
  'not-found',
  /** 404 from something in front of the API: no such address. */
  'wrong-address',
  /** 400 and any other 4xx: the API understood and refused. */
  'rejected',
  /** 429: too many requests. */
  'rate-limited',
  /** 5xx: the server failed. */
  'server',
  /** A success whose content is not what the API promises (HTML, malformed JSON, wrong type). */
  'unreadable',
  /** A device with another id than the one asked for. */
  'other-device',
  /** No answer at all: network, CORS or certificate; a page cannot tell which. */
  'unreachable',
  /** No complete answer in time. */
  'timeout',
  /** The session ended before an answer came. */
  'closed',
] as const
export type ApiErrorKind = (typeof apiErrorKinds)[number]

interface ApiErrorFields {
  status?: number
  /** What the server itself said, shown as it came. */
  serverMessages?: readonly string[]
  requestId?: string
  /** From `Retry-After`, in milliseconds; absent when the header could not be read. */
  retryAfterMs?: number
  /** Host of the configured API, for the words. */
  host?: string
}

/** A failed call: what failed, why as far as known, and what the server said of it. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind
  readonly status: number | undefined
  readonly serverMessages: readonly string[]
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined
  readonly host: string

  constructor(kind: ApiErrorKind, fields: ApiErrorFields = {}) {
    super(fields.status === undefined ? kind : `${kind} (${fields.status})`)
    this.name = 'ApiError'
    this.kind = kind
    this.status = fields.status
    this.serverMessages = fields.serverMessages ?? []
    this.requestId = fields.requestId
    this.retryAfterMs = fields.retryAfterMs
    this.host = fields.host ?? 'the API'
  }
}

/** Scripts of the console that could not be fetched: a newer version has replaced them, or the network is down. */
const missingParts = new WeakSet<object>()

/** Marks an error as a script of the console that could not be fetched. */
export function markMissingPart(error: Error): void {
  missingParts.add(error)
}

/** True for an error that was marked so. */
export function isMissingPart(error: unknown): boolean {
  return missingParts.has(error as object)
}
