import { parseDevice } from '../../api/device.ts'
import { ApiError } from '../../api/errors.ts'
import { isApiErrorKind } from '../../feedback/explain-error.ts'
import { showToast } from '../../feedback/toasts.ts'
import { attempt } from '../../lib/attempt.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import type { Session } from '../../session/open-session.ts'
import { deviceActionNames, disabledReasonFor } from '../definitions.ts'
import {
  countOutcomes,
  errorOf,
  notSentReasons,
  outcomeKinds,
  type Outcome,
} from '../run/outcome.ts'
import { targetsOf, type RunRecord } from '../run/run-record.ts'
import { receiptLink } from '../run/run-words.ts'

// A run in the tab's sessionStorage: `about` and `outcomes` name nobody, `encrypted` has the names, for
// its session's key alone, and `sent` counts its first devices that a request may have been sent for.

const prefix = 'device-console.run.'
/** Beyond this total (characters), the oldest runs are dropped. */
const maxPersisted = 3_000_000
const items = ['about', 'encrypted', 'outcomes', 'sent'] as const
type Item = (typeof items)[number]
/** Fields that name nobody: nothing else is stored in clear text, at any depth. */
const ofRuns = ['id', 'action', 'createdAt', 'continues', 'staleSince', 'connection']
const ofDevices = ['devices', 'status', 'active', 'lastConnection']
const ofEnds = ['finishedAt', 'halted', 'isDismissed', 'outcomes', 'kind', 'at', 'because']
const ofErrors = ['unchangedAt', 'error', 'requestId', 'host']
const plainFields = [...ofRuns, ...ofDevices, ...ofEnds, ...ofErrors]

/** What the keys of a run begin with: its time first, so that the oldest runs come first. */
const stemOf = ({ createdAt, id }: RunRecord) => `${prefix}${createdAt}.${id}`
/** Of one width: an item that never grows can't run out of room later. */
const serializeCount = (count: number) => String(count).padEnd(8)

/** Persists a run before anything is sent; without storage it lives as long as the page. A notice says if there is no room. */
export function persistRun(session: Session, run: RunRecord): void {
  // No receipt says when a device was registered or read.
  const devices = run.devices.map(({ createdAt: _createdAt, readAt: _readAt, ...device }) => device)
  const about = JSON.stringify({ ...run, devices, outcomes: undefined }, plainFields)
  const outcomes = serializeOutcomes(run)
  makeRoom(about.length * 3 + outcomes.length)
  write(session, run, { sent: serializeCount(0), about, outcomes })
  void persistNames(session, run)
}

/** Persists the outcomes so far. */
export function persistOutcomes(session: Session, run: RunRecord): void {
  if (isPersisted(run)) write(session, run, { outcomes: serializeOutcomes(run) })
}

/** Persists the end of a run, with the server's messages. */
export function persistEnd(session: Session, run: RunRecord): void {
  persistOutcomes(session, run)
  // Names that another key encrypted stay as they are.
  if (!run.isEncrypted) void persistNames(session, run)
}

/** Persists before each request how many may have been sent, so that none counts as not sent later. */
export function persistSent(session: Session, run: RunRecord, count: number): void {
  if (isPersisted(run)) write(session, run, { sent: serializeCount(count) })
}

/** Persists the names of devices and people, and the server's messages, which may contain names. */
async function persistNames(session: Session, run: RunRecord): Promise<void> {
  const names = run.devices.map(({ id, name, hardwareId, owner }) => {
    const { lastConnection: _, ...user } = owner ?? {}
    const outcome = run.outcomes.get(id)
    const { serverMessages } = ((outcome && errorOf(outcome)) ?? {}) as Partial<ApiError>
    return { name, hardwareId, user: owner && user, messages: serverMessages }
  })
  try {
    const listedAs = run.listedAs && [...run.listedAs]
    const { label, login } = run
    const content = JSON.stringify({ label, login, listedAs, names })
    const encrypted = await (await session.encryption()).encrypt(content)
    // Removed in the meantime, by signing out or for lack of room.
    if (isPersisted(run)) write(session, run, { encrypted })
  } catch {
    // Plain HTTP has no encryption, and the session may have ended: the run is kept without names.
  }
}

/** A run's outcomes as JSON without names, for storage and for other tabs. */
export function serializeOutcomes(run: RunRecord): string {
  const { finishedAt, halted, isDismissed } = run
  const outcomes = run.devices.map(({ id }) => run.outcomes.get(id) ?? null)
  return JSON.stringify({ finishedAt, halted, isDismissed, outcomes }, plainFields)
}

/** A run that can't be written whole isn't kept at all, because the rest would be wrong. */
function write(session: Session, run: RunRecord, texts: Partial<Record<Item, string>>): void {
  const stem = stemOf(run)
  try {
    for (const [item, text] of Object.entries(texts))
      sessionStorage.setItem(`${stem}.${item}`, text)
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) return
    remove(stem)
    const text = 'This run is too large to be restored after a reload'
    showToast(session, text, 'attention', receiptLink(run.id))
  }
}

const read = (stem: string, item: Item) =>
  attempt(() => sessionStorage.getItem(`${stem}.${item}`)) ?? ''
const isPersisted = (run: RunRecord) => read(stemOf(run), 'sent') !== ''

function remove(stem: string): void {
  attempt(() => {
    for (const item of items) sessionStorage.removeItem(`${stem}.${item}`)
  })
}

function stems(): string[] {
  const keys = attempt(() => Object.keys(sessionStorage)) ?? []
  return keys
    .filter((key) => key.startsWith(prefix) && key.endsWith('.sent'))
    .map((key) => key.slice(0, -'.sent'.length))
    .toSorted()
}

function makeRoom(more: number): void {
  const sizeOf = (stem: string) => items.map((item) => read(stem, item)).join('').length
  let total = stems().reduce((sum, stem) => sum + sizeOf(stem), more)
  for (const stem of stems()) {
    if (total <= maxPersisted) return
    total -= sizeOf(stem)
    remove(stem)
  }
}

/** Restores this tab's runs, newest first: `interrupted` if in progress, `isEncrypted` with another key. */
export async function parsePersistedRuns(session: Session): Promise<RunRecord[]> {
  const restored = stems().map(async (stem) => {
    const { decrypt } = await session.encryption()
    const names = await decrypt(read(stem, 'encrypted'))
    // Damaged, or of another version of the console.
    return attempt(() => parseRun(stem, names))
  })
  return (await Promise.all(restored)).filter((run) => run !== undefined).toReversed()
}

type About = Omit<RunRecord, 'devices' | 'outcomes' | 'counts'> & { devices: { id: string }[] }
interface Names extends Pick<RunRecord, 'label' | 'login'> {
  listedAs?: [id: string, text: string][]
  names: { messages?: readonly string[] }[]
}

function parseRun(stem: string, names: string | undefined): RunRecord | undefined {
  const about = JSON.parse(read(stem, 'about')) as About
  if (!deviceActionNames.includes(about.action)) return undefined
  const known = names === undefined ? undefined : (JSON.parse(names) as Names)
  const devices = about.devices.flatMap((plain, position) => {
    const fields = { name: plain.id, ...plain, ...known?.names[position] }
    // Old enough to be read again before any action.
    return parseDevice(fields, -Infinity) ?? []
  })
  // With devices missing, outcomes would belong to the wrong ones.
  if (devices.length !== about.devices.length) return undefined
  const run = {
    ...about,
    label: known?.label,
    login: known?.login,
    devices,
    targets: targetsOf(about.action, devices),
    ...(known?.listedAs && { listedAs: new Map(known.listedAs) }),
    ...(!known && { isEncrypted: true }),
  }
  const outcomes: unknown = attempt(() => JSON.parse(read(stem, 'outcomes')))
  return withOutcomes(run, outcomes, Number(read(stem, 'sent')), known?.names)
}

/** Gives the run with outcomes from `serializeOutcomes`, of which the first `sent` may have been sent. */
export function withOutcomes(
  run: Omit<RunRecord, 'outcomes' | 'counts' | 'state'>,
  serialized: unknown,
  sent: number,
  names: Names['names'] = [],
): RunRecord {
  const { outcomes: list, ...left } = (serialized ?? {}) as Partial<Record<string, unknown>>
  const { finishedAt, isDismissed } = left as Partial<RunRecord>
  const outcomes = new Map<string, Outcome>()
  let wasInterrupted = false
  for (const [position, device] of run.devices.entries()) {
    const known: unknown = Array.isArray(list) ? list[position] : undefined
    const outcome = parseOutcome(known, names[position]?.messages)
    const because = disabledReasonFor(run.action, device)
    if (!outcome) wasInterrupted = true
    if (outcome) outcomes.set(device.id, outcome)
    else if (because !== undefined) outcomes.set(device.id, { kind: 'skipped', because })
    // Otherwise only the server knows.
    else if (position >= sent) outcomes.set(device.id, { kind: 'not-sent', because: 'interrupted' })
  }
  const stopped = wasInterrupted ? 'interrupted' : undefined
  const halted = notSentReasons.find((reason) => reason === left['halted']) ?? stopped
  const state = halted === 'interrupted' ? 'interrupted' : 'finished'
  const end = withoutUndefined({ finishedAt, isDismissed })
  return { ...run, ...end, halted, outcomes, counts: countOutcomes(outcomes.values()), state }
}

function parseOutcome(left: unknown, messages: readonly string[] = []): Outcome | undefined {
  const { error, ...outcome } = (left ?? {}) as Outcome & { error?: Partial<ApiError> }
  if (!outcomeKinds.includes(outcome.kind)) return undefined
  if (!error) return outcome
  const { kind, status, requestId, host = 'the API', message } = error
  // Of a kind that another version of the console knows, or the console's own fault.
  if (!isApiErrorKind(kind)) return { ...outcome, error: new Error(message ?? kind) } as Outcome
  const fields = { status, requestId, host, serverMessages: messages }
  return { ...outcome, error: new ApiError(kind, fields) } as Outcome
}
