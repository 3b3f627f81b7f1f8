import { isFaultKind, type FaultKind } from '../src/mock/faults.ts'
import type { WireFaultKind } from './api/start.ts'

export type Fault = FaultKind | WireFaultKind

/** The title of the message a fault leads to, and its next step. */
export interface Words {
  title: RegExp
  nextStep: RegExp
}

const unreachable: Words = { title: /Can’t reach/, nextStep: /network.*certificate.*CORS/ }
const late: Words = { title: /took too long to respond/, nextStep: /then try again/ }
const wrongAddress: Words = {
  title: /The device API wasn’t found at/,
  nextStep: /apiBaseUrl in config\.json/,
}
const intercepted = (status: number | string): Words => ({
  title: new RegExp(String.raw`Something between you and the API answered \(${status}\)`),
  nextStep: /VPN, firewall or network sign-in.*apiBaseUrl/,
})
const brokenOff: Words = {
  title: /The answer from \S+ broke off \(200\)/,
  nextStep: /Try again.*proxy or firewall/,
}
const limited: Words = { title: /Rate limited/, nextStep: /Closing other tabs/ }
const failed = (status: number): Words => ({
  title: new RegExp(String.raw`Server error \(${status}\)`),
  nextStep: /Try again in a moment/,
})
const refused = (status: number): Words => ({
  title: new RegExp(String.raw`rejected the request \(${status}\)`),
  nextStep: /then try again/,
})
const forbidden: Words = {
  title: /key doesn’t have permission/,
  nextStep: /key with more permissions/,
}

/** The message for each fault that leaves nothing to read. */
export const failedReads: Partial<Record<Fault, Words>> = {
  'network-error': unreachable,
  'lost-answer': unreachable,
  hang: late,
  'hang-in-body': late,
  'truncated-body': brokenOff,
  timeout: late,
  'bad-request': refused(400),
  forbidden,
  'no-route': wrongAddress,
  conflict: refused(409),
  'rate-limited': limited,
  'rate-limited-silent': limited,
  'server-error': failed(500),
  'bad-gateway': intercepted(502),
  unavailable: failed(503),
  'gateway-timeout': failed(504),
  html: intercepted(200),
  empty: intercepted(200),
  'no-content': intercepted(204),
  'malformed-json': intercepted(200),
  'wrong-type': intercepted(200),
  'no-cors': unreachable,
  redirect: intercepted('a redirect'),
}

/** How a change ends under a fault, and how many requests that takes. */
export interface ChangeEnd {
  sent: number
  /** A failure is shown in the dialog, which offers to try again. */
  ends: 'done' | { words: Words; butSays: typeof notDone | typeof isUnknown }
}

/** What the dialog says of a change that may have taken effect. */
export const isUnknown = 'unknown whether it took effect'

const notDone = /Not (?:deactivated|removed)\./

const done = (sent = 1): ChangeEnd => ({ sent, ends: 'done' })
const fails = (words: Words, sent = 1): ChangeEnd => ({
  sent,
  ends: { words, butSays: notDone },
})
const staysOpen = (words: Words, sent = 1): ChangeEnd => ({
  sent,
  ends: { words, butSays: isUnknown },
})

/** A deactivation is sent once, and again only when the rate limit refused it. */
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
  'bad-gateway': staysOpen(intercepted(502)),
  unavailable: fails(failed(503)),
  'gateway-timeout': done(),
  html: staysOpen(intercepted(200)),
  'malformed-json': done(),
  'wrong-type': done(),
  // The preflight fails for the re-read as well.
  'no-cors': staysOpen(unreachable),
  redirect: fails(intercepted('a redirect')),
}

/** DELETE is idempotent, so a removal without an answer is sent once more. */
export const removals: Partial<Record<Fault, ChangeEnd>> = {
  ...deactivations,
  'network-error': staysOpen(unreachable, 2),
  'lost-answer': done(2),
  hang: staysOpen(late, 2),
  'hang-in-body': done(2),
  'truncated-body': done(2),
  timeout: done(2),
  'no-cors': staysOpen(unreachable, 2),
}

/** Faults in which the server falsely reports success, or that the device is gone. */
export const lies = ['empty', 'no-content', 'not-found'] as const satisfies readonly Fault[]

/** Faults inside a successful answer, and their trace in a list of 10 rows. */
export const seenInTheList: Partial<Record<Fault, RegExp>> = {
  'unreadable-rows': /devices on this page could not be read/,
  'unknown-status': /Hibernating/,
  'missing-fields': /Unnamed device/,
  'bad-dates': /not a date/,
  'huge-text': /long long.*…/,
  'wrong-totals': /of an unknown count/,
  'duplicate-ids': /1–9 of 1,248/,
  'limit-lowered': /The API gives 7 rows at a time\./,
  'oversized-page': /1–100 of 1,248/,
  'prototype-keys': /1–10 of 1,248/,
}

/** One entry for each message that faults lead to. */
export function oncePerMessage<Value>(
  entries: readonly (readonly [FaultKind, Value])[],
  wordsOf: (value: Value) => { title: RegExp; butSays?: unknown } | undefined,
): (readonly [FaultKind, Value])[] {
  const messages = entries.map((entry) => {
    const { title, butSays } = wordsOf(entry[1]) ?? {}
    // Up to the status.
    return [`${/^[^(]*/.exec(title?.source ?? '')?.[0]} ${String(butSays)}`, entry] as const
  })
  return [...new Map(messages.toReversed()).values()]
}

/** The entries of a table whose faults exist without a wire. */
export function withoutWire<Value>(table: Partial<Record<Fault, Value>>): [FaultKind, Value][] {
  return Object.entries(table).filter((entry): entry is [FaultKind, Value] => isFaultKind(entry[0]))
}
