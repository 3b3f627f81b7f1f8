import * as v from 'valibot'
import type { Connection } from '../api/connection.ts'
import { parseDevice, type Device } from '../api/device.ts'
import { ApiError, apiErrorKinds } from '../api/errors.ts'
import { showToast } from '../feedback/toasts.ts'
import { countOutcomes, noOutcomes, notSentReasons, outcomeKinds, type Outcome } from './outcome.ts'
import {
  makeRoom,
  persistedIds,
  readJsonPart,
  readPart,
  removeParts,
  writePart,
  type Part,
} from './persisted-parts.ts'
import { deviceActionNames, reasonAgainst, targetsOf, type DeviceAction } from './device-actions.ts'
import type { RunRecord } from './run-record.ts'

/** Room for the count of devices sent: a part that never grows cannot run out of room half-way. */
const countLength = 8

/** Runs this page could not persist: what would be written of them would not be whole. */
const tooLarge = new Set<string>()

/**
 * Persists what a run is about, before anything of it is sent. Everything here goes to
 * sessionStorage: it lives with this tab; where storage is off, a run is known as long as the page,
 * and where it is too small for the run, that is told. Names and people are sealed with the
 * connection's key, so after a lock they can be read with that key alone.
 */
export function persistRun(connection: Connection, run: RunRecord): void {
  const { id, action, createdAt, readAt, continues, staleSince } = run
  const devices = run.devices.map((device) => ({
    id: device.id,
    status: device.status,
    active: device.active,
    lastConnection: device.lastConnection,
  }))
  const about = JSON.stringify({
    id,
    action,
    createdAt,
    readAt,
    connection: run.connection,
    continues,
    staleSince,
    devices,
  })
  const outcomes = spellOutcomes(run)
  makeRoom(about.length * 3 + outcomes.length, createdAtOf)
  write(id, 'about', about)
  write(id, 'outcomes', outcomes)
  persistSent(id, 0)
  void persistNames(connection, run)
}

/** What names devices and people, and what the server said of them, which may do so as well. */
async function persistNames(connection: Connection, run: RunRecord): Promise<void> {
  const names = run.devices.map(({ id, name, hardwareId, owner }) => {
    const { lastConnection: _, ...user } = owner ?? {}
    const outcome = run.outcomes.get(id)
    const messages = outcome && 'error' in outcome && outcome.error ? saidIn(outcome.error) : []
    return {
      name,
      hardwareId,
      user: owner && user,
      ...(messages.length > 0 && { messages }),
    }
  })
  try {
    const sealed = await connection.seal(JSON.stringify({ label: run.label, names }))
    // Signed out, or too large, in the meantime.
    if (readPart(run.id, 'about') !== undefined) write(run.id, 'sealed', sealed)
  } catch {
    // On plain http nothing can be sealed, and the session may have ended: the run survives without names.
  }
}

/** Persists the outcomes so far. */
export function persistOutcomes(run: RunRecord): void {
  if (readPart(run.id, 'about') === undefined) return
  write(run.id, 'outcomes', spellOutcomes(run))
}

/** Persists how a run ended, with what the server said. */
export function persistEnd(connection: Connection, run: RunRecord): void {
  persistOutcomes(run)
  const isSaid = [...run.outcomes.values()].some(
    (outcome) => 'error' in outcome && outcome.error && saidIn(outcome.error).length > 0,
  )
  if (isSaid && !run.isSealed) void persistNames(connection, run)
}

/**
 * Persists how many devices of the run may have been sent: written before each of them
 * leaves, so that after a reload none that was sent is taken for not sent.
 */
export function persistSent(id: string, count: number): void {
  write(id, 'sent', String(count).padEnd(countLength))
}

/** A run's outcomes as they are written and told to other tabs: without a name in them. */
export function spellOutcomes(run: RunRecord): string {
  const { finishedAt, halted, isDismissed, connection, outcomes } = run
  const spelled = run.devices.map((device) => spellOutcome(outcomes.get(device.id)))
  return JSON.stringify({ finishedAt, halted, isDismissed, connection, outcomes: spelled })
}

/** A run that is not persisted whole is not persisted at all: what is left of it would tell the wrong outcomes. */
function write(id: string, part: Part, value: string): void {
  if (tooLarge.has(id) || writePart(id, part, value) !== 'full') return
  tooLarge.add(id)
  removeParts(id)
  showToast('This run is too large to survive a reload of this page', 'attention')
}

function createdAtOf(id: string): number {
  const about = v.safeParse(v.object({ createdAt: v.number() }), readJsonPart(id, 'about'))
  return about.success ? about.output.createdAt : 0
}

/**
 * Reads the runs this tab knew before it was reloaded or locked, newest first. One that was under
 * way is `interrupted`: what the rule excludes is skipped, what was not sent is told so,
 * and what was sent without an answer known has no outcome. One that another key sealed comes
 * without names (`isSealed`).
 */
export async function restoreRuns(connection: Connection): Promise<RunRecord[]> {
  const restored = await Promise.all(persistedIds().map((id) => restoreRun(connection, id)))
  return restored
    .filter((run) => run !== undefined)
    .toSorted((one, other) => other.createdAt - one.createdAt)
}

const time = v.fallback(v.optional(v.number()), undefined)
const words = v.fallback(v.optional(v.string()), undefined)
const aboutSchema = v.object({
  id: v.string(),
  action: v.picklist(deviceActionNames),
  createdAt: v.number(),
  readAt: time,
  connection: v.fallback(v.string(), ''),
  continues: words,
  staleSince: time,
  devices: v.array(v.record(v.string(), v.unknown())),
})
const sealedSchema = v.object({
  label: words,
  names: v.array(v.record(v.string(), v.unknown())),
})
const outcomesSchema = v.object({
  finishedAt: time,
  halted: v.fallback(v.optional(v.picklist(notSentReasons)), undefined),
  isDismissed: v.fallback(v.optional(v.boolean()), undefined),
  connection: words,
  outcomes: v.array(v.unknown()),
})

async function restoreRun(connection: Connection, id: string): Promise<RunRecord | undefined> {
  const parsed = v.safeParse(aboutSchema, readJsonPart(id, 'about'))
  if (!parsed.success) return undefined
  const about = parsed.output
  const unsealed = await connection.unseal(readPart(id, 'sealed') ?? '')
  const sealed = v.safeParse(
    sealedSchema,
    unsealed === undefined ? undefined : JSON.parse(unsealed),
  )
  const names = sealed.success ? sealed.output.names : []
  const devices = about.devices.flatMap((plain, position): Device[] => {
    // Old enough to be read again before anything is done to it.
    const device = parseDevice({ name: plain['id'], ...plain, ...names[position] }, -Infinity)
    return device ? [device] : []
  })
  // A list that is not whole would give outcomes to the wrong devices.
  if (devices.length !== about.devices.length) return undefined

  const run: RunRecord = {
    id,
    action: about.action,
    label: sealed.success ? sealed.output.label : undefined,
    createdAt: about.createdAt,
    readAt: about.readAt,
    continues: about.continues,
    staleSince: about.staleSince,
    devices,
    targets: targetsOf(about.action, devices),
    connection: about.connection,
    outcomes: new Map(),
    counts: noOutcomes(),
    state: 'finished',
    ...(!sealed.success && { isSealed: true }),
  }
  const messages = names.map((entry) => entry['messages'])
  const sent = Number(readPart(id, 'sent') ?? 0)
  return withOutcomes(run, readJsonPart(id, 'outcomes'), sent, messages)
}

/**
 * The run with outcomes as `spellOutcomes` wrote them. `sent`: how many of its devices, from the first,
 * may have been sent; what has no outcome among the others was not.
 */
export function withOutcomes(
  run: RunRecord,
  spelled: unknown,
  sent: number,
  messages: readonly unknown[] = [],
): RunRecord {
  const parsed = v.safeParse(outcomesSchema, spelled)
  const persisted = parsed.success ? parsed.output : undefined
  const outcomes = new Map<string, Outcome>()
  let wasInterrupted = false
  run.devices.forEach((device, position) => {
    const outcome = readOutcome(persisted?.outcomes[position], messages[position])
    if (!outcome) wasInterrupted = true
    const known = outcome ?? unsettled(run.action, device, position < sent)
    if (!known) return
    outcomes.set(device.id, known)
  })
  const halted = persisted?.halted ?? (wasInterrupted ? 'interrupted' : undefined)
  return {
    ...run,
    connection: persisted?.connection ?? run.connection,
    outcomes,
    counts: countOutcomes(outcomes.values()),
    state: halted === 'interrupted' ? 'interrupted' : 'finished',
    ...(persisted?.finishedAt !== undefined && { finishedAt: persisted.finishedAt }),
    ...(halted && { halted }),
    ...(persisted?.isDismissed && { isDismissed: true }),
  }
}

/** What became of a device without a persisted outcome; `undefined` where only the server knows. */
function unsettled(action: DeviceAction, device: Device, mayBeSent: boolean): Outcome | undefined {
  const against = reasonAgainst(action, device)
  if (against !== undefined) return { kind: 'skipped', because: against }
  return mayBeSent ? undefined : { kind: 'not-sent', because: 'interrupted' }
}

function saidIn(error: Error): readonly string[] {
  return error instanceof ApiError ? error.serverMessages : []
}

function spellOutcome(outcome: Outcome | undefined): unknown {
  if (!outcome || !('error' in outcome) || !outcome.error) return outcome ?? null
  const { error } = outcome
  if (!(error instanceof ApiError)) return { ...outcome, error: { message: error.message } }
  const { kind, status, requestId, host } = error
  return { ...outcome, error: { kind, status, requestId, host } }
}

const errorSchema = v.object({
  kind: words,
  message: words,
  status: v.fallback(v.optional(v.number()), undefined),
  requestId: words,
  host: words,
})
const messagesSchema = v.fallback(v.array(v.string()), [])
const outcomeSchema = v.object({
  kind: v.picklist(outcomeKinds),
  because: words,
  unchangedAt: time,
  error: v.fallback(v.optional(errorSchema), undefined),
})

function readOutcome(value: unknown, messages: unknown): Outcome | undefined {
  const result = v.safeParse(outcomeSchema, value)
  if (!result.success) return undefined
  const { kind, because, unchangedAt } = result.output
  const error = result.output.error && readError(result.output.error, messages)
  switch (kind) {
    case 'done':
    case 'already-gone':
      return { kind }
    case 'failed':
      return error instanceof ApiError ? { kind, error } : { kind }
    case 'unknown':
      return {
        kind,
        ...(error && { error }),
        ...(unchangedAt !== undefined && { unchangedAt }),
      }
    case 'skipped':
      return { kind, because: because ?? '' }
    case 'not-sent':
      return {
        kind,
        because: notSentReasons.find((known) => known === because) ?? 'interrupted',
        ...(error && { error }),
      }
  }
}

function readError(spelled: v.InferOutput<typeof errorSchema>, messages: unknown): Error {
  const { kind, message, status, requestId, host } = spelled
  const known = apiErrorKinds.find((each) => each === kind)
  // Another version of the console may have written it.
  if (known === undefined) return new Error(message ?? kind ?? '')
  return new ApiError(known, {
    serverMessages: v.parse(messagesSchema, messages),
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
    ...(host !== undefined && { host }),
  })
}
