/** All kinds of failed calls. Code outside `src/api` handles these instead of a `Response`. */
export const apiErrorKinds = [
  /** 401: the key is missing or invalid. */
  'unauthorized',
  /** Behind a proxy: the sign-in has expired. */
  'signed-out',
  /** 403: the key lacks the permission. */
  'forbidden',
  /** 404 from the API: the device doesn't exist. */
  'not-found',
  /** 404 from a gateway: the URL is wrong. */
  'wrong-address',
  /** 400 and any other 4xx. */
  'rejected',
  /** 429: too many requests. */
  'rate-limited',
  /** 5xx. */
  'server',
  /** A 2xx with unexpected content (HTML, malformed JSON, wrong type). */
  'unreadable',
  /** A device with a different ID than requested. */
  'other-device',
  /** No response: network, CORS or certificate; a page can't tell which. */
  'unreachable',
  /** The site's own content security policy forbids the request, so it was never sent. */
  'blocked',
  /** No complete response in time. */
  'timeout',
  /** The session ended before the response. */
  'closed',
] as const
export type ApiErrorKind = (typeof apiErrorKinds)[number]
