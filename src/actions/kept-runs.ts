import * as v from 'valibot'
import { parseDevice, type Device } from '../api/device.ts'
import { ApiError, type ApiErrorKind } from '../api/errors.ts'
import { noOutcomes, notSentReasons, outcomeKinds, type Outcome } from './outcome.ts'
import { deviceActions, reasonAgainst, targetsOf, type DeviceAction } from './rules.ts'
import type { RunRecord } from './run-record.ts'

/** Beyond this (characters) the oldest runs are no longer kept over a reload. */
const mostKept = 3_000_000
const prefix = 'device-console.run.'
const partOf = (id: string, part: 'what' | 'outcomes' | 'sent') => `${prefix}${id}.${part}`

/**
 * Keeps what a run is about, before anything of it is sent. Everything here goes to
 * sessionStorage: kept for this tab, lost with it; where storage is off or full, a
 * run is known as long as the page.
 */
export function keepRun(run: RunRecord): void {
  const { id, action, label, createdAt, readAt, connection, continues, staleSince } = run
  const devices = run.devices.map(({ owner, ...device }) => ({ ...device, user: owner }))
  set(
    partOf(id, 'what'),
    JSON.stringify({
      id,
      action,
      label,
      createdAt,
      readAt,
      connection,
      continues,
      staleSince,
      devices,
    }),
  )
  keepOutcomes(run)
  forgetOldest(id)
}

/** Keeps the outcomes so far. */
export function keepOutcomes(run: RunRecord): void {
  const { id, finishedAt, halted, isPutAway, connection, outcomes } = run
  const spelled = run.devices.map((device) => spellOutcome(outcomes.get(device.id)))
  set(
    partOf(id, 'outcomes'),
    JSON.stringify({ finishedAt, halted, isPutAway, connection, outcomes: spelled }),
  )
}

/**
 * Keeps how many devices of the run may have been sent: written before each of them
 * leaves, so that after a reload none that was sent is taken for not sent.
 */
export function keepSent(id: string, count: number): void {
  set(partOf(id, 'sent'), String(count))
}

/** Forgets every run. */
export function forgetKept(): void {
  attempt(() => {
    for (const key of keptKeys()) sessionStorage.removeItem(key)
  })
}

/**
 * Reads the runs this tab knew before it was reloaded, newest first. One that was under
 * way is `interrupted`: what the rule excludes is skipped, what was not sent is told so,
 * and what was sent without an answer known has no outcome.
 */
export function restoreRuns(): RunRecord[] {
  const ids = keptKeys()
    .filter((key) => key.endsWith('.what'))
    .map((key) => key.slice(prefix.length, -'.what'.length))
  return ids
    .flatMap((id) => restoreRun(id) ?? [])
    .toSorted((one, other) => other.createdAt - one.createdAt)
}

const time = v.fallback(v.optional(v.number()), undefined)
const words = v.fallback(v.optional(v.string()), undefined)
const whatSchema = v.object({
  id: v.string(),
  action: v.picklist(deviceActions),
  label: words,
  createdAt: v.number(),
  readAt: time,
  connection: v.fallback(v.string(), ''),
  continues: words,
  staleSince: time,
  devices: v.array(v.unknown()),
})
const outcomesSchema = v.object({
  finishedAt: time,
  halted: v.fallback(v.optional(v.picklist(notSentReasons)), undefined),
  isPutAway: v.fallback(v.optional(v.boolean()), undefined),
  connection: words,
  outcomes: v.array(v.unknown()),
})

function restoreRun(id: string): RunRecord | undefined {
  const what = v.safeParse(whatSchema, get(partOf(id, 'what')))
  if (!what.success) return undefined
  const kept = v.safeParse(outcomesSchema, get(partOf(id, 'outcomes')))
  const devices = what.output.devices.flatMap((value): Device[] => {
    const device = parseDevice(value)
    return device ? [device] : []
  })
  // A list that is not whole would give outcomes to the wrong devices.
  if (devices.length !== what.output.devices.length) return undefined
  const sent = Number(get(partOf(id, 'sent')) ?? 0)

  const outcomes = new Map<string, Outcome>()
  const counts = noOutcomes()
  let wasInterrupted = false
  devices.forEach((device, position) => {
    const outcome = kept.success ? readOutcome(kept.output.outcomes[position]) : undefined
    if (!outcome) wasInterrupted = true
    const known = outcome ?? untold(what.output.action, device, position < sent)
    if (!known) return
    outcomes.set(device.id, known)
    counts[known.kind] += 1
  })
  const halted = (kept.success && kept.output.halted) || (wasInterrupted && 'interrupted')
  const finishedAt = kept.success ? kept.output.finishedAt : undefined
  const { action, label, createdAt, readAt, connection, continues, staleSince } = what.output
  return {
    id,
    action,
    label,
    createdAt,
    readAt,
    continues,
    staleSince,
    devices,
    targets: targetsOf(action, devices),
    connection: (kept.success && kept.output.connection) || connection,
    outcomes,
    counts,
    state: halted === 'interrupted' ? 'interrupted' : 'finished',
    ...(finishedAt !== undefined && { finishedAt }),
    ...(halted && { halted }),
    ...(kept.success && kept.output.isPutAway && { isPutAway: true }),
  }
}

/** What became of a device no outcome was kept of; `undefined` where only the server knows. */
function untold(action: DeviceAction, device: Device, mayBeSent: boolean): Outcome | undefined {
  const against = reasonAgainst(action, device)
  if (against !== undefined) return { kind: 'skipped', because: against }
  return mayBeSent ? undefined : { kind: 'not-sent', because: 'interrupted' }
}

function spellOutcome(outcome: Outcome | undefined): unknown {
  if (!outcome || !('error' in outcome) || !outcome.error) return outcome ?? null
  const { error } = outcome
  if (!(error instanceof ApiError)) return { ...outcome, error: { message: error.message } }
  const { kind, status, serverMessages, requestId, host } = error
  return { ...outcome, error: { kind, status, serverMessages, requestId, host } }
}

const errorSchema = v.object({
  kind: words,
  message: words,
  status: v.fallback(v.optional(v.number()), undefined),
  serverMessages: v.fallback(v.array(v.string()), []),
  requestId: words,
  host: words,
})
const outcomeSchema = v.object({
  kind: v.picklist(outcomeKinds),
  because: words,
  error: v.fallback(v.optional(errorSchema), undefined),
})

function readOutcome(value: unknown): Outcome | undefined {
  const result = v.safeParse(outcomeSchema, value)
  if (!result.success) return undefined
  const { kind, because } = result.output
  const error = result.output.error && readError(result.output.error)
  switch (kind) {
    case 'done':
    case 'already-gone':
      return { kind }
    case 'failed':
      return error instanceof ApiError ? { kind, error } : { kind }
    case 'unknown':
      return error ? { kind, error } : { kind }
    case 'skipped':
      return { kind, because: because ?? '' }
    case 'not-sent':
      return { kind, because: notSentReasons.find((known) => known === because) ?? 'interrupted' }
  }
}

function readError(spelled: v.InferOutput<typeof errorSchema>): Error {
  const { kind, message, status, serverMessages, requestId, host } = spelled
  if (kind === undefined) return new Error(message ?? '')
  return new ApiError(kind as ApiErrorKind, {
    serverMessages,
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
    ...(host !== undefined && { host }),
  })
}

function forgetOldest(exceptId: string): void {
  attempt(() => {
    const sizes = new Map<string, number>()
    for (const key of keptKeys()) {
      const id = key.slice(prefix.length, key.lastIndexOf('.'))
      sizes.set(id, (sizes.get(id) ?? 0) + (sessionStorage.getItem(key)?.length ?? 0))
    }
    let total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    for (const { id } of oldestFirst(sizes)) {
      if (total <= mostKept) return
      if (id === exceptId) continue
      for (const part of ['what', 'outcomes', 'sent'] as const) {
        sessionStorage.removeItem(partOf(id, part))
      }
      total -= sizes.get(id) ?? 0
    }
  })
}

/** Ids, oldest first. */
function oldestFirst(sizes: ReadonlyMap<string, number>): { id: string; createdAt: number }[] {
  return [...sizes.keys()]
    .map((id) => {
      const what = v.safeParse(v.object({ createdAt: v.number() }), get(partOf(id, 'what')))
      return { id, createdAt: what.success ? what.output.createdAt : 0 }
    })
    .toSorted((one, other) => one.createdAt - other.createdAt)
}

function keptKeys(): string[] {
  return (
    attempt(() =>
      Array.from({ length: sessionStorage.length }, (_, position) => sessionStorage.key(position))
        .filter((key) => key !== null)
        .filter((key) => key.startsWith(prefix)),
    ) ?? []
  )
}

function get(key: string): unknown {
  return attempt(() => JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown)
}

function set(key: string, value: string): void {
  attempt(() => sessionStorage.setItem(key, value))
}

/** Storage may be off, full or made to throw: then nothing is kept, and nothing else suffers. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
