import { ApiError, isMissingPart, type ApiErrorKind } from '../api/errors.ts'

export interface ErrorWords {
  title: string
  nextStep: string
  /** Background that few people need. */
  details?: string
}

/** An error that doesn't come from the wire, with its own words. */
export class ExplainedError extends Error {
  readonly words: ErrorWords

  constructor(words: ErrorWords) {
    super(words.title)
    this.name = 'ExplainedError'
    this.words = words
  }
}

const missingPart: ErrorWords = {
  title: 'Part of the console couldn’t be loaded',
  nextStep:
    'A new version is available, or your network is down. Reload to continue where you are.',
}

/** Messages of a thrown value: the server's for an API error, else the JavaScript error's. */
export function messagesOf(error: unknown): readonly string[] {
  if (error instanceof ApiError) return error.serverMessages
  if (isMissingPart(error) || error instanceof ExplainedError) return []
  return [
    error instanceof Error ? `${error.name}: ${error.message}` : 'The thrown value is not an Error',
  ]
}

/** Explains any thrown value. Values without words of their own count as a bug in the console. */
export function explainError(error: unknown): ErrorWords {
  if (isMissingPart(error)) return missingPart
  if (error instanceof ExplainedError) return error.words
  if (!(error instanceof ApiError)) {
    return {
      title: 'Something went wrong in the console',
      nextStep:
        'Reload the page. If it keeps happening, copy the details and report them with what you did.',
    }
  }
  const words = explanations[error.kind]
  return typeof words === 'function' ? words(error) : words
}

/** Explains any thrown value in sentences, for a message without room for more. */
export function sentencesOf(error: unknown): string {
  const { title, nextStep } = explainError(error)
  return `${title}. ${nextStep}`
}

const explanations: Readonly<Record<ApiErrorKind, ErrorWords | ((error: ApiError) => ErrorWords)>> =
  {
    unauthorized: {
      title: 'The API key wasn’t accepted',
      nextStep: 'Check that the key is complete, hasn’t expired and belongs to this network.',
    },
    'signed-out': ({ wasNamed, status }) =>
      wasNamed
        ? { title: 'Your sign-in has expired', nextStep: 'Sign in to continue.' }
        : {
            title: `Your sign-in has expired, or a firewall answered (${status ?? 'a redirect'})`,
            nextStep:
              'Sign in to continue. If you’re still signed in, ask the person who runs this site to check what answers its server in the API’s place.',
          },
    'proxy-key-refused': {
      title: 'The API refused the key that this site’s proxy adds',
      nextStep: 'Ask the person who runs this site to renew the key on its server.',
    },
    forbidden: {
      title: 'This key doesn’t have permission to do that',
      nextStep: 'Use a key with more permissions, or ask the person who manages your keys.',
    },
    'not-found': {
      title: 'Device not found',
      nextStep: 'It may have been removed. Go back to the list to see current devices.',
    },
    'wrong-address': ({ host }) => ({
      title: `The device API wasn’t found at ${host}`,
      nextStep: 'Check the host, path and stage of apiBaseUrl in config.json.',
    }),
    rejected: ({ status }) => ({
      title: `The API rejected the request (${status ?? 'no status'})`,
      nextStep: 'Refresh, then try again.',
    }),
    'rate-limited': {
      title: 'Rate limited',
      nextStep: 'The API received too many requests. Closing other tabs of this console can help.',
    },
    server: (error) => ({
      title: `Server error (${error.status ?? 'no status'})`,
      nextStep: `${whenToRetry(error)}${
        error.requestId ? ' If it keeps happening, report the request ID to Cipherscale.' : ''
      }`,
    }),
    intercepted: ({ host, status }) => ({
      title: `Something between you and the API answered (${status ?? 'a redirect'}): a firewall, proxy or sign-in page`,
      nextStep:
        'Check your VPN, firewall or network sign-in. If this never worked, check apiBaseUrl in config.json.',
      details: `Open https://${host} in a new tab to see what answers in the API’s place.`,
    }),
    'too-large': ({ host }) => ({
      title: `The answer from ${host} is too large`,
      nextStep:
        'Loading stopped at 32 MB. Show fewer rows per page, or check what answers in the API’s place.',
    }),
    unconfirmed: ({ status }) => ({
      title: `The API didn’t confirm the change (${status ?? 'no status'})`,
      nextStep: 'Wait a moment, then check the device again.',
    }),
    'other-device': {
      title: 'The API returned a different device',
      nextStep: 'Check the ID in the address, or find the device in the list.',
    },
    unreachable: ({ host, status }) =>
      status === undefined
        ? {
            title: `Can’t reach ${host}`,
            nextStep:
              'Check your network, the API’s certificate, and whether the API allows this site (CORS).',
            details:
              'Open the API’s address in a new tab. If nothing loads, it’s the network. A warning means the certificate. Any response means CORS.',
          }
        : {
            title: `The answer from ${host} broke off (${status})`,
            nextStep:
              'Try again. If it keeps happening, a proxy or firewall on the way may cut answers or pack them wrongly.',
          },
    blocked: ({ host }) => ({
      title: `This site’s headers don’t allow ${host}`,
      nextStep: 'Run configure again so that config.json and the headers agree.',
    }),
    timeout: ({ host }) => ({
      title: `${host} took too long to respond`,
      nextStep: 'Check your network, then try again.',
    }),
    closed: {
      title: 'Your session ended before the API responded',
      nextStep: 'Connect again, then check the device.',
    },
  }

/** True for the kind of an `ApiError`. */
export function isApiErrorKind(kind: unknown): kind is ApiErrorKind {
  return typeof kind === 'string' && Object.hasOwn(explanations, kind)
}

/** The time to wait is counted down below this text. */
function whenToRetry({ retryAfterMs }: ApiError): string {
  return retryAfterMs === undefined ? 'Try again in a moment.' : 'The API says when to try again.'
}
