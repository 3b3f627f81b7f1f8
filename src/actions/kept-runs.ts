import * as v from 'valibot'
import { parseDevice, type Device } from '../api/device.ts'
import { ApiError, apiErrorKinds } from '../api/errors.ts'
import { showToast } from '../feedback/toasts.ts'
import {
  keptIds,
  makeRoom,
  readPart,
  removeAllParts,
  removeParts,
  writePart,
  type Part,
} from './kept-parts.ts'
import { noOutcomes, notSentReasons, outcomeKinds, type Outcome } from './outcome.ts'
import { deviceActions, reasonAgainst, targetsOf, type DeviceAction } from './rules.ts'
import type { RunRecord } from './run-record.ts'

/** Room for the count of devices sent: a part that never grows cannot run out of room half-way. */
const countLength = 8

/** Runs this page could not keep: what would be written of them would not be whole. */
const tooLarge = new Set<string>()

/**
 * Keeps what a run is about, before anything of it is sent. Everything here goes to
 * sessionStorage: kept for this tab, lost with it; where storage is off, a run is known
 * as long as the page, and where it is too small for the run, that is told.
 */
export function keepRun(run: RunRecord): void {
  const { id, action, label, createdAt, readAt, connection, continues, staleSince } = run
  const devices = run.devices.map(spellDevice)
  const what = JSON.stringify({
    id,
    action,
    label,
    createdAt,
    readAt,
    connection,
    continues,
    staleSince,
    devices,
  })
  const outcomes = spellOutcomes(run)
  makeRoom(what.length + outcomes.length, createdAtOf)
  write(id, 'what', what)
  write(id, 'outcomes', outcomes)
  keepSent(id, 0)
}

/** Keeps the outcomes so far. */
export function keepOutcomes(run: RunRecord): void {
  write(run.id, 'outcomes', spellOutcomes(run))
}

/**
 * Keeps how many devices of the run may have been sent: written before each of them
 * leaves, so that after a reload none that was sent is taken for not sent.
 */
export function keepSent(id: string, count: number): void {
  write(id, 'sent', String(count).padEnd(countLength))
}

/** Forgets every run. */
export function forgetKept(): void {
  removeAllParts()
}

/** What a receipt says of a device, and a retry has to know: a run may be about tens of thousands. */
function spellDevice({ id, name, hardwareId, status, active, lastConnection, owner }: Device) {
  const { lastConnection: _, ...user } = owner ?? {}
  return { id, name, hardwareId, status, active, lastConnection, user: owner && user }
}

function spellOutcomes(run: RunRecord): string {
  const { finishedAt, halted, isPutAway, connection, outcomes } = run
  const spelled = run.devices.map((device) => spellOutcome(outcomes.get(device.id)))
  return JSON.stringify({ finishedAt, halted, isPutAway, connection, outcomes: spelled })
}

/** A run that is not kept whole is not kept at all: what is left of it would tell the wrong outcomes. */
function write(id: string, part: Part, value: string): void {
  if (tooLarge.has(id) || writePart(id, part, value) !== 'full') return
  tooLarge.add(id)
  removeParts(id)
  showToast('This run is too large to survive a reload of this page', 'attention')
}

function createdAtOf(id: string): number {
  const what = v.safeParse(v.object({ createdAt: v.number() }), readPart(id, 'what'))
  return what.success ? what.output.createdAt : 0
}

/**
 * Reads the runs this tab knew before it was reloaded, newest first. One that was under
 * way is `interrupted`: what the rule excludes is skipped, what was not sent is told so,
 * and what was sent without an answer known has no outcome.
 */
export function restoreRuns(): RunRecord[] {
  return keptIds()
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
  const what = v.safeParse(whatSchema, readPart(id, 'what'))
  if (!what.success) return undefined
  const kept = v.safeParse(outcomesSchema, readPart(id, 'outcomes'))
  const devices = what.output.devices.flatMap((value): Device[] => {
    const device = parseDevice(value)
    return device ? [device] : []
  })
  // A list that is not whole would give outcomes to the wrong devices.
  if (devices.length !== what.output.devices.length) return undefined
  const sent = Number(readPart(id, 'sent') ?? 0)

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
  const known = apiErrorKinds.find((each) => each === kind)
  // Another version of the console may have written it.
  if (known === undefined) return new Error(message ?? kind ?? '')
  return new ApiError(known, {
    serverMessages,
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
    ...(host !== undefined && { host }),
  })
}
