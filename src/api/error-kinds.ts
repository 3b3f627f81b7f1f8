/** All kinds of failed calls. Code outside `src/api` handles these instead of a `Response`. */
export const apiErrorKinds = [
  /** 401: the key is missing or invalid. */
  'unauthorized',
  /** Behind a proxy: the sign-in has expired. */
  'signed-out',
  /** Behind a proxy: 401 from the API, which refuses the key that the proxy adds. */
  'proxy-key-refused',
  /** 403: the key lacks the permission. */
  'forbidden',
  /** 404 from the API: the device doesn't exist. */
  'not-found',
  /** 404 from the API's gateway: the URL is wrong. */
  'wrong-address',
  /** 400, any other 4xx, or a 2xx whose JSON reports a failure. */
  'rejected',
  /** 429: too many requests. */
  'rate-limited',
  /** 5xx. */
  'server',
  /** Not the API's word: HTML or other text, a redirect, or JSON that isn't what was asked for. */
  'intercepted',
  /** Reading stopped because the answer was too large. */
  'too-large',
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
