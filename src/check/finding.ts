import { deviceChanges } from '../api/device-calls.ts'
import { listed } from '../lib/listed.ts'
import { capitalized } from '../lib/text.ts'

/** The steps of the check in their order, with what each one establishes. */
export const stepTitles = {
  configuration: 'Configuration and address',
  site: 'Encryption and site headers',
  answer: 'The host responds',
  cors: 'The API allows this site (CORS)',
  preflight: 'The API allows the apikey header (CORS)',
  address: 'The address leads to the device API',
  key: 'The API accepts the key',
  devices: 'The API returns devices',
  limit: 'Page size',
  overlap: 'Pages follow one another',
  sort: 'Sort order',
  headers: 'Retry-After and request IDs are readable',
  fields: 'The list includes owner and posture',
  changes: capitalized(listed(Object.keys(deviceChanges))),
} as const
export type Step = keyof typeof stepTitles

export const steps = Object.keys(stepTitles) as Step[]

export type Verdict = 'pass' | 'warning' | 'fail' | 'cannot tell' | 'not tested'

/** The outcome of one step, without the key and without data of devices or people. */
export interface Result {
  verdict: Verdict
  evidence: string
  fix?: string
  /** A command that shows the same; reads the key from `$CIPHERSCALE_KEY`. */
  curl?: string
  /** Lines to paste: headers, settings or a command. */
  snippet?: string
}

export interface Finding extends Result {
  step: Step
}

type More = Pick<Result, 'curl' | 'snippet'>

const as =
  (verdict: Verdict) =>
  (evidence: string, fix?: string, more?: More): Result => ({
    verdict,
    evidence,
    ...(fix !== undefined && { fix }),
    ...more,
  })
/** A result that always says what to do next. */
type Problem = (evidence: string, fix: string, more?: More) => Result

export const pass = as('pass')
/** Works, but not as it should. */
export const warn: Problem = as('warning')
export const fail: Problem = as('fail')
export const cannotTell = as('cannot tell')
export const notTested = as('not tested')
