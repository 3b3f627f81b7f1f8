import { ApiError, isMissingPart } from './errors.ts'

/** Words for a person: what happened, and the next step. */
export interface ErrorWords {
  title: string
  nextStep: string
}

const ownWords = new WeakMap<object, ErrorWords>()

/** Gives an error its own words, for what goes wrong above the wire. */
export function explainAs(error: object, words: ErrorWords): void {
  ownWords.set(error, words)
}

const missingPart: ErrorWords = {
  title: 'A part of the console could not be loaded',
  nextStep: 'A new version is out, or the network is down. Reload the page; you keep your place.',
}

/** What any thrown value says of itself: the server's words, or the fault's. */
export function messagesOf(error: unknown): readonly string[] {
  if (error instanceof ApiError) return error.serverMessages
  if (isMissingPart(error) || ownWords.has(error as object)) return []
  return [
    error instanceof Error
      ? `${error.name}: ${error.message}`
      : 'Something that is no error was thrown',
  ]
}

/** Explains any thrown value; a value that has no words is a fault of the console itself. */
export function explainError(error: unknown): ErrorWords {
  if (isMissingPart(error)) return missingPart
  const own = ownWords.get(error as object)
  if (own) return own
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
    case 'signed-out':
      return {
        title: 'Your sign-in has ended. Reload to sign in again.',
        nextStep: 'The login before this console no longer knows you.',
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
        nextStep: `Try again in a moment.${
          error.requestId ? ' If it keeps happening, report the request ID to Cipherscale.' : ''
        }`,
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
        nextStep:
          'Check the ID in the address, including upper and lower case, or find the device in the list.',
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
    case 'closed':
      return {
        title: 'The session ended before the API answered',
        nextStep: 'Connect again, then check the device.',
      }
  }
}
