/**
 * Everything that can go wrong on the wire, as one closed union. Nothing above
 * `src/api` sees a `Response`; it sees one of these kinds and the words for it.
 */
export const apiErrorKinds = [
  /** 401: the key is missing or wrong. */
  'unauthorized',
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

/** Words for a person: what happened, and the next step. */
export interface ErrorWords {
  title: string
  nextStep: string
}

/** What any thrown value says of itself: the server's words, or the fault's. */
export function messagesOf(error: unknown): readonly string[] {
  if (error instanceof ApiError) return error.serverMessages
  return [
    error instanceof Error
      ? `${error.name}: ${error.message}`
      : 'Something that is no error was thrown',
  ]
}

/** Explains any thrown value; a value that is not an `ApiError` is a fault of the console itself. */
export function explainError(error: unknown): ErrorWords {
  if (!(error instanceof ApiError)) {
    return {
      title: 'The console itself failed',
      nextStep: 'Reload the page. If it happens again, report what you did and the text below.',
    }
  }
  switch (error.kind) {
    case 'unauthorized':
      return {
        title: 'The API key was not accepted',
        nextStep: 'Connect again with a valid key.',
      }
    case 'forbidden':
      return {
        title: 'This key is not allowed to do that',
        nextStep: 'Use a key with more rights, or ask whoever manages the keys of this network.',
      }
    case 'not-found':
      return {
        title: 'Device not found',
        nextStep: 'It may have been removed. Go back to the list to see what is there now.',
      }
    case 'wrong-address':
      return {
        title: `${error.host} answers, but the device API is not at this address`,
        nextStep: 'Check apiBaseUrl in config.json: host, path and stage.',
      }
    case 'rejected':
      return {
        title: `The API refused the request (${error.status ?? 'no status'})`,
        nextStep: 'Change what was asked for, then try again.',
      }
    case 'rate-limited':
      return {
        title: 'The API’s rate limit is reached',
        nextStep: 'The console waits and tries again by itself; fewer open tabs help.',
      }
    case 'server':
      return {
        title: `The API failed (${error.status ?? 'no status'})`,
        nextStep: 'Try again in a moment. If it goes on, report the request id to Cipherscale.',
      }
    case 'unreadable':
      return {
        title: `${error.host} did not answer with device data`,
        nextStep:
          'A captive portal, a proxy or a wrong apiBaseUrl answers in its place. Open the API’s address in a new tab to see who answers.',
      }
    case 'other-device':
      return {
        title: 'The API answered with another device',
        nextStep: 'Check the ID in the address, upper and lower case included.',
      }
    case 'unreachable':
      return {
        title: `${error.host} could not be reached`,
        nextStep:
          'Three causes look the same to a page: no network, a certificate the browser does not trust, or an API that does not allow this site (CORS). Open the API’s address in a new tab: no page at all means network, a warning means certificate, any answer means CORS.',
      }
    case 'timeout':
      return {
        title: `${error.host} did not answer in time`,
        nextStep: 'Check the connection, then try again.',
      }
  }
}
