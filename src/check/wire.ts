import { readAnswer, type Answer as ReadAnswer, type RawAnswer } from '../api/answer.ts'
import type { SortFormatSetting } from '../api/sort.ts'
import { readText } from '../lib/read-text.ts'
import type { Result } from './finding.ts'

/** What is checked, and from where. */
export interface Target {
  /** Absolute base URL of the API, without a trailing slash. */
  apiBaseUrl: string
  /** Origin of the console; `undefined` on a command line that names none. */
  siteOrigin: string | undefined
  auth: 'apikey' | 'proxy'
  sortFormat: SortFormatSetting
  hasKey: boolean
}

/** True when the console's requests stay on its own origin, so that CORS doesn't matter. */
export function isSameOrigin({ apiBaseUrl, siteOrigin, auth }: Target): boolean {
  return auth === 'proxy' || new URL(apiBaseUrl).origin === siteOrigin
}

/** True when a login of the proxy may answer in place of the API. */
export function hasLogin({ auth, hasKey }: Target): boolean {
  return auth === 'proxy' && !hasKey
}

/** An answer with any status, and what the console reads in it. */
export interface Answer extends RawAnswer, Pick<ReadAnswer, 'json' | 'isEmpty' | 'error'> {}

/** Why no answer came, as far as the side that asked can tell. */
export type FailureCause =
  /** A page only learns that it can't read an answer. */
  | 'unreadable'
  /** The site's content security policy. */
  | 'blocked'
  /** Reading stopped, because the answer was too large. */
  | 'too large'
  | 'timeout'
  | 'unknown host'
  | 'refused'
  | 'certificate'
  /** Signed by an authority that this side doesn't know. */
  | 'unknown authority'
  | 'network'

export interface Failure {
  cause: FailureCause
  /** The system's error code, such as `ENOTFOUND`. */
  code?: string
}

export type Reply = Answer | Failure

export function isAnswer(reply: Reply): reply is Answer {
  return 'status' in reply
}

/** How requests are sent: by a page (`page-wire.ts`) or from a command line (`deploy/doctor-wire.ts`). */
export interface Wire {
  /** False for a page, which sees only answers and headers that CORS lets through. */
  seesEverything: boolean
  /** Sends a GET to a path below the API. Rejects only when the check is given up. */
  get(path: string, withKey: boolean): Promise<Reply>
  /** Returns whether anything answers, even if it can't be read; `undefined` when that's unknown. */
  isAnybodyThere(): Promise<boolean | undefined>
  /** Asks as a browser does before it sends this method with the header `apikey`. Absent in a page. */
  preflight?(method: 'GET' | 'DELETE'): Promise<Reply>
  /** Replaces the key in a text, wherever a server put it. */
  withoutKey(text: string): string
  /** Judges the site's own headers and encryption; `first` is the first reply of the API. */
  checkSite(first: Reply): Promise<Result>
}

/** Reads a response as the console does, unless it is too large. Rejects like its body. */
export async function toReply(target: Target, response: Response): Promise<Reply> {
  const { status, headers } = response
  const body = await readText(response)
  if (body === undefined) return { cause: 'too large' }
  const { host } = new URL(target.apiBaseUrl)
  const raw = { status, headers, body }
  const read = readAnswer(raw, { host, isProxy: hasLogin(target), isRead: false })
  return { ...read, ...raw }
}

/** Replaces a secret in a text, as it is or as a URL has it: encoded, or in lower case as a host. */
export function withoutSecret(text: string, secret: string | null | undefined): string {
  if (!secret) return text
  const spellings = [secret, encodeURIComponent(secret)].map((spelling) =>
    spelling.replaceAll(/\W/g, String.raw`\$&`),
  )
  return text.replace(new RegExp(spellings.join('|'), 'gi'), '…')
}
