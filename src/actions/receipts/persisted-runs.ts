import * as v from 'valibot'
import type { Connection } from '../../api/connection.ts'
import { parseDevice, type Device } from '../../api/device.ts'
import { showToast } from '../../feedback/toasts.ts'
import { session } from '../../session/session.ts'
import { countOutcomes, noOutcomes, notSentReasons, type Outcome } from '../run/outcome.ts'
import { readOutcome, serverMessagesOf, serializeOutcome } from './persisted-outcomes.ts'
import {
  makeRoom,
  persistedIds,
  readJsonPart,
  readPart,
  removeParts,
  writePart,
  type Part,
} from './persisted-parts.ts'
import { deviceActionNames, disabledReasonFor, type DeviceAction } from '../definitions.ts'
import { targetsOf, type RunRecord } from '../run/run-record.ts'
import { receiptLink } from '../run/run-words.ts'

/** Width of the count of devices sent: a part that never grows can't run out of room later. */
const countLength = 8

/** IDs of runs that are too large to be persisted whole. */
const tooLarge = new Set<string>()

/**
 * Persists a run before anything of it is sent, in sessionStorage, for as long as this tab. Without
 * storage, a run lives as long as the page; if there is no room for it, a notice says so. Names of
 * devices and people are encrypted with the connection's key: after a lock, only that key reads them.
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
  const outcomes = serializeOutcomes(run)
  makeRoom(about.length * 3 + outcomes.length, createdAtOf)
  write(id, 'about', about)
  write(id, 'outcomes', outcomes)
  persistSent(id, 0)
  void persistNames(connection, run)
}

/** Persists the names of devices and people, and the server's messages, which may contain names. */
async function persistNames(connection: Connection, run: RunRecord): Promise<void> {
  const names = run.devices.map(({ id, name, hardwareId, owner }) => {
    const { lastConnection: _, ...user } = owner ?? {}
    const outcome = run.outcomes.get(id)
    const messages = serverMessagesOf(outcome)
    return {
      name,
      hardwareId,
      user: owner && user,
      listedAs: run.listedAs?.get(id),
      ...(messages.length > 0 && { messages }),
    }
  })
  try {
    const encrypted = await connection.encrypt(JSON.stringify({ label: run.label, names }))
    // Removed in the meantime, by signing out or for lack of room.
    if (readPart(run.id, 'about') !== undefined) write(run.id, 'encrypted', encrypted)
  } catch {
    // Plain HTTP has no encryption, and the session may have ended: the run is kept without names.
  }
}

/** Persists the outcomes so far. */
export function persistOutcomes(run: RunRecord): void {
  if (readPart(run.id, 'about') === undefined) return
  write(run.id, 'outcomes', serializeOutcomes(run))
}

/** Persists the end of a run, with the server's messages. */
export function persistEnd(connection: Connection, run: RunRecord): void {
  persistOutcomes(run)
  const hasMessages = [...run.outcomes.values()].some(
    (outcome) => serverMessagesOf(outcome).length > 0,
  )
  if (hasMessages && !run.isEncrypted) void persistNames(connection, run)
}

/**
 * Persists the number of devices that a request may have been sent for. It is written before each
 * request, so that after a reload none of them counts as not sent.
 */
export function persistSent(id: string, count: number): void {
  write(id, 'sent', String(count).padEnd(countLength))
}

/** A run's outcomes as JSON without names, for storage and for other tabs. */
export function serializeOutcomes(run: RunRecord): string {
  const { finishedAt, halted, isDismissed, connection, outcomes } = run
  const spelled = run.devices.map((device) => serializeOutcome(outcomes.get(device.id)))
  return JSON.stringify({ finishedAt, halted, isDismissed, connection, outcomes: spelled })
}

/** Writes a part. A run that isn't persisted whole isn't persisted at all, because the rest would be wrong. */
function write(id: string, part: Part, value: string): void {
  if (tooLarge.has(id) || writePart(id, part, value) !== 'full') return
  tooLarge.add(id)
  removeParts(id)
  const current = session.get()
  if (!current.connection) return
  showToast(
    current,
    'This run is too large to be restored after a reload',
    'attention',
    receiptLink(id),
  )
}

function createdAtOf(id: string): number {
  const about = v.safeParse(v.object({ createdAt: v.number() }), readJsonPart(id, 'about'))
  return about.success ? about.output.createdAt : 0
}

/**
 * Restores this tab's runs after a reload or lock, newest first. A run that was in progress is
 * `interrupted`, and its devices without a known answer have no outcome. A run that another key
 * encrypted has no names (`isEncrypted`).
 */
export async function parsePersistedRuns(connection: Connection): Promise<RunRecord[]> {
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
const encryptedSchema = v.object({
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
  const decrypted = await connection.decrypt(readPart(id, 'encrypted') ?? '')
  const encrypted = v.safeParse(
    encryptedSchema,
    decrypted === undefined ? undefined : JSON.parse(decrypted),
  )
  const names = encrypted.success ? encrypted.output.names : []
  const devices = about.devices.flatMap((plain, position): Device[] => {
    // Old enough to be read again before any action.
    const device = parseDevice({ name: plain['id'], ...plain, ...names[position] }, -Infinity)
    return device ? [device] : []
  })
  // With devices missing, outcomes would belong to the wrong ones.
  if (devices.length !== about.devices.length) return undefined

  const listedAs = devices.flatMap(({ id: deviceId }, position) => {
    const given = names[position]?.['listedAs']
    return typeof given === 'string' ? [[deviceId, given] as const] : []
  })

  const run: RunRecord = {
    id,
    action: about.action,
    label: encrypted.success ? encrypted.output.label : undefined,
    createdAt: about.createdAt,
    readAt: about.readAt,
    continues: about.continues,
    staleSince: about.staleSince,
    devices,
    ...(listedAs.length > 0 && { listedAs: new Map(listedAs) }),
    targets: targetsOf(about.action, devices),
    connection: about.connection,
    outcomes: new Map(),
    counts: noOutcomes(),
    state: 'finished',
    ...(!encrypted.success && { isEncrypted: true }),
  }
  const messages = names.map((entry) => entry['messages'])
  const sent = Number(readPart(id, 'sent') ?? 0)
  return withOutcomes(run, readJsonPart(id, 'outcomes'), sent, messages)
}

/**
 * Gives the run with outcomes from `serializeOutcomes`. `sent` is the number of its first devices that a
 * request may have been sent for; none was sent for the others.
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

/** The outcome of a device without a persisted one; `undefined` if only the server knows. */
function unsettled(action: DeviceAction, device: Device, mayBeSent: boolean): Outcome | undefined {
  const against = disabledReasonFor(action, device)
  if (against !== undefined) return { kind: 'skipped', because: against }
  return mayBeSent ? undefined : { kind: 'not-sent', because: 'interrupted' }
}
