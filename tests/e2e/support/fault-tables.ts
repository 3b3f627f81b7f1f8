import type { FaultKind } from '../../../src/mock/faults.ts'
import type { WireFaultKind } from '../../api/start.ts'

export type Fault = FaultKind | WireFaultKind

/** What a person is told of a fault: the title of the message and its next step. */
export interface Words {
  title: RegExp
  nextStep: RegExp
}

const unreachable: Words = { title: /could not be reached/, nextStep: /network.*certificate.*CORS/ }
const late: Words = { title: /did not answer in time/, nextStep: /then try again/ }
const wrongAddress: Words = {
  title: /the device API is not at this address/,
  nextStep: /Check apiBaseUrl in config\.json/,
}
const otherContent: Words = {
  title: /did not answer with device data/,
  nextStep: /captive portal, a proxy or a wrong apiBaseUrl/,
}
const limited: Words = { title: /rate limit is reached/, nextStep: /waits and tries again/ }
const failed = (status: number): Words => ({
  title: new RegExp(String.raw`The API failed \(${status}\)`),
  nextStep: /Try again in a moment/,
})
const refused = (status: number): Words => ({
  title: new RegExp(String.raw`refused the request \(${status}\)`),
  nextStep: /then try again/,
})
const forbidden: Words = { title: /key is not allowed/, nextStep: /key with more rights/ }

/** Faults after which there is nothing to read, and the words for each. */
export const failedReads: Partial<Record<Fault, Words>> = {
  'network-error': unreachable,
  'lost-answer': unreachable,
  hang: late,
  'hang-in-body': late,
  'truncated-body': unreachable,
  timeout: late,
  'bad-request': refused(400),
  forbidden,
  'no-route': wrongAddress,
  conflict: refused(409),
  'rate-limited': limited,
  'rate-limited-silent': limited,
  'server-error': failed(500),
  'bad-gateway': failed(502),
  unavailable: failed(503),
  'gateway-timeout': failed(504),
  html: otherContent,
  empty: otherContent,
  'no-content': otherContent,
  'malformed-json': otherContent,
  'wrong-type': otherContent,
  'no-cors': unreachable,
  redirect: unreachable,
}

/** How a change ends under a fault, and how many requests that takes; the console re-reads where the fate is open. */
export interface ChangeEnd {
  sent: number
  /** Words: told inside the dialog, with the way to try again. */
  ends:
    | 'done'
    | { words: Words; butSays: 'Nothing was changed.' | 'unknown whether it took effect' }
}

const done = (sent = 1): ChangeEnd => ({ sent, ends: 'done' })
const fails = (words: Words, sent = 1): ChangeEnd => ({
  sent,
  ends: { words, butSays: 'Nothing was changed.' },
})
const staysOpen = (words: Words, sent = 1): ChangeEnd => ({
  sent,
  ends: { words, butSays: 'unknown whether it took effect' },
})

/** Deactivating is sent once, whatever happens; only what the rate limit refused is sent again. */
export const deactivations: Partial<Record<Fault, ChangeEnd>> = {
  'network-error': staysOpen(unreachable),
  'lost-answer': done(),
  hang: staysOpen(late),
  'hang-in-body': done(),
  'truncated-body': done(),
  timeout: done(),
  'out-of-order': done(),
  'bad-request': fails(refused(400)),
  forbidden: fails(forbidden),
  'no-route': fails(wrongAddress),
  conflict: fails(refused(409)),
  'rate-limited': fails(limited, 4),
  'rate-limited-silent': fails(limited, 4),
  'server-error': fails(failed(500)),
  'bad-gateway': staysOpen(failed(502)),
  unavailable: fails(failed(503)),
  'gateway-timeout': done(),
  html: staysOpen(otherContent),
  'malformed-json': done(),
  'wrong-type': done(),
  // The browser asks the API for leave before each call, and gets none for the re-reading either.
  'no-cors': staysOpen(unreachable),
  redirect: staysOpen(unreachable),
}

/** Removing twice is removing once, so a removal without an answer is sent once more. */
export const removals: Partial<Record<Fault, ChangeEnd>> = {
  ...deactivations,
  'network-error': staysOpen(unreachable, 2),
  'lost-answer': done(2),
  hang: staysOpen(late, 2),
  'hang-in-body': done(2),
  'truncated-body': done(2),
  timeout: done(2),
  'no-cors': staysOpen(unreachable, 2),
  redirect: staysOpen(unreachable, 2),
}

/** Faults in which the server says that it is done, or that the device is gone, and lies: it is believed. */
export const lies = ['empty', 'no-content', 'not-found'] as const satisfies readonly Fault[]

/** Faults that hide in good answers, and what a person sees of each in the list. */
export const toldInTheList: Partial<Record<Fault, RegExp>> = {
  'unreadable-rows': /devices on this page could not be read/,
  'unknown-status': /Quarantined/,
  'missing-fields': /Unnamed device/,
  'bad-dates': /not a date/,
  'huge-text': /long long.*…/,
  'wrong-totals': /of an unknown count/,
  'duplicate-ids': /1–24 of 1,248/,
  'limit-lowered': /The API gives 7 rows at a time\./,
  'oversized-page': /1–100 of 1,248/,
  'prototype-keys': /1–25 of 1,248/,
}

const hanging: readonly Fault[] = ['hang', 'hang-in-body', 'timeout']
const limiting: readonly Fault[] = ['rate-limited', 'rate-limited-silent']

/** How time passes under a fault: in long steps where only time ends it, by itself where answers are late. */
export function stepsFor(kind: Fault, on: 'reads' | 'changes') {
  if (kind === 'out-of-order') return { stepMs: 0 }
  if (hanging.includes(kind)) return { stepMs: 5_000, hung: on }
  return { stepMs: limiting.includes(kind) ? 5_000 : 1_000 }
}
