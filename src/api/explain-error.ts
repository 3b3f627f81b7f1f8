import { ApiError, isMissingPart } from './errors.ts'

/** What happened and the next step, in words for the screen. */
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
  switch (error.kind) {
    case 'unauthorized':
      return {
        title: 'The API key wasn’t accepted',
        nextStep: 'Check that the key is complete, hasn’t expired and belongs to this network.',
      }
    case 'signed-out':
      return {
        title: 'Your sign-in has expired',
        nextStep: 'Sign in to continue.',
        details:
          'If you’re still signed in, a firewall or proxy between this site’s server and the API answered.',
      }
    case 'proxy-key-refused':
      return {
        title: 'The API refused the key that this site’s proxy adds',
        nextStep: 'Ask the person who runs this site to renew the key on its server.',
      }
    case 'forbidden':
      return {
        title: 'This key doesn’t have permission to do that',
        nextStep: 'Use a key with more permissions, or ask the person who manages your keys.',
      }
    case 'not-found':
      return {
        title: 'Device not found',
        nextStep: 'It may have been removed. Go back to the list to see current devices.',
      }
    case 'wrong-address':
      return {
        title: `The device API wasn’t found at ${error.host}`,
        nextStep: 'Check the host, path and stage of apiBaseUrl in config.json.',
      }
    case 'rejected':
      return {
        title: `The API rejected the request (${error.status ?? 'no status'})`,
        nextStep: 'Change your request, then try again.',
      }
    case 'rate-limited':
      return {
        title: 'Rate limited',
        nextStep:
          'The API received too many requests. Closing other tabs of this console can help.',
      }
    case 'server':
      return {
        title: `Server error (${error.status ?? 'no status'})`,
        nextStep: `${whenToRetry(error)}${
          error.requestId ? ' If it keeps happening, report the request ID to Cipherscale.' : ''
        }`,
      }
    case 'intercepted':
      return {
        title: `Something between you and the API answered (${error.status ?? 'a redirect'}): a firewall, proxy or sign-in page`,
        nextStep:
          'Check your VPN, firewall or network sign-in. If this never worked, check apiBaseUrl in config.json.',
        details: `Open https://${error.host} in a new tab to see what answers in the API’s place.`,
      }
    case 'too-large':
      return {
        title: `The answer from ${error.host} is too large`,
        nextStep:
          'Loading stopped at 32 MB. Show fewer rows per page, or check what answers in the API’s place.',
      }
    case 'other-device':
      return {
        title: 'The API returned a different device',
        nextStep: 'Check the ID in the address, or find the device in the list.',
      }
    case 'unreachable':
      return {
        title: `Can’t reach ${error.host}`,
        nextStep:
          'Check your network, the API’s certificate, and whether the API allows this site (CORS).',
        details:
          'Open the API’s address in a new tab. If nothing loads, it’s the network. A warning means the certificate. Any response means CORS.',
      }
    case 'blocked':
      return {
        title: `This site’s headers don’t allow ${error.host}`,
        nextStep: 'Run configure again so that config.json and the headers agree.',
      }
    case 'timeout':
      return {
        title: `${error.host} took too long to respond`,
        nextStep: 'Check your network, then try again.',
      }
    case 'closed':
      return {
        title: 'Your session ended before the API responded',
        nextStep: 'Connect again, then check the device.',
      }
  }
}

/** The time to wait is counted down below this text. */
function whenToRetry({ retryAfterMs }: ApiError): string {
  return retryAfterMs === undefined ? 'Try again in a moment.' : 'The API says when to try again.'
}
