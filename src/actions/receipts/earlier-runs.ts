import type { Device } from '../../api/device.ts'
import { createStore } from '../../lib/store.ts'
import { wait } from '../../lib/wait.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'
import { otherTabs } from '../run/other-tabs.ts'
import { countOutcomes } from '../run/outcome.ts'
import type { RunRecord } from '../run/run-record.ts'
import { parsePersistedRuns, withOutcomes } from './persisted-runs.ts'
import { recheck, scheduleRechecks, withoutKnownOutcome } from './recheck.ts'
import { addRun, isRestored, runById, updateRun } from './run-list.ts'

/** Interval (ms) at which another tab is asked about its run. */
const askEveryMs = 2_000

/** Earlier runs that another key encrypted: they may belong to another network. */
export const encryptedRuns = sessionPart(() => createStore<readonly RunRecord[]>([]))

/** Restores the runs of this session's key; those of other keys wait to be recognized. */
export async function restoreRuns(session: Session): Promise<void> {
  const { closed, id } = session.connection
  const earlier = await parsePersistedRuns(session)
  if (closed.aborted) return
  // The key that decrypts a run is the key it was made with.
  const isOurs = (run: RunRecord) => !run.isEncrypted || run.connection === id
  encryptedRuns(session).set(earlier.filter((run) => !isOurs(run)))
  await Promise.all(earlier.filter(isOurs).map((run) => takeUp(session, run)))
  isRestored(session).set(true)
}

/** Takes up runs of another key once one of their devices was read: another network would lack them all. */
export function recognizeRuns(session: Session, read: readonly Pick<Device, 'id'>[]): void {
  const encrypted = encryptedRuns(session)
  const ids = new Set(read.map(({ id }) => id))
  const known = encrypted.get().filter(({ devices }) => devices.some(({ id }) => ids.has(id)))
  if (known.length === 0) return
  encrypted.set(encrypted.get().filter((run) => !known.includes(run)))
  for (const run of known) void takeUp(session, run)
}

/** Adds an earlier run as it is now: another tab may still be at it. */
async function takeUp(session: Session, run: RunRecord): Promise<void> {
  const { closed, id: connection } = session.connection
  const outcomes =
    run.state === 'interrupted' ? await otherTabs(session).queryRun(run.id) : undefined
  if (closed.aborted) return
  addRun(session, { ...(outcomes === undefined ? run : asElsewhere(run, outcomes)), connection })
  void findOpenOutcomes(session, run.id)
}

/** Finds the outcomes that a run doesn't know, once no other tab is at it. */
async function findOpenOutcomes(session: Session, id: string): Promise<void> {
  await followElsewhere(session, id)
  const run = runById(session, id)
  if (session.connection.closed.aborted || !run || withoutKnownOutcome(run).length === 0) return
  await recheck(session, id)
  await scheduleRechecks(session, id)
}

/** Follows a run while another tab is at it, until it is over or that tab no longer answers. */
async function followElsewhere(session: Session, id: string): Promise<void> {
  const { closed } = session.connection
  while (runById(session, id)?.state === 'elsewhere') {
    await wait(askEveryMs, closed).catch(() => undefined)
    if (closed.aborted) return
    const outcomes = await otherTabs(session).queryRun(id)
    updateRun(session, id, (latest) =>
      outcomes === undefined ? asInterrupted(latest) : asElsewhere(latest, outcomes),
    )
  }
}

function asElsewhere(run: RunRecord, outcomes: unknown): RunRecord {
  const latest = withOutcomes(run, outcomes, run.devices.length)
  return latest.finishedAt === undefined ? { ...latest, state: 'elsewhere' } : latest
}

/** After its last answer, the other tab may have sent a request for any device. */
function asInterrupted(run: RunRecord): RunRecord {
  const outcomes = new Map([...run.outcomes].filter(([, { kind }]) => kind !== 'not-sent'))
  const counts = countOutcomes(outcomes.values())
  return { ...run, outcomes, counts, halted: 'interrupted', state: 'interrupted' }
}
