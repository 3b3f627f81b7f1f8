import type { Device } from '../../api/device.ts'
import { createPool } from '../../lib/concurrency.ts'
import { wait } from '../../lib/wait.ts'
import type { Session } from '../../session/open-session.ts'
import { findEffect, lookForEffect } from '../run/effect.ts'
import { countOutcomes, errorOf, notifySettled } from '../run/outcome.ts'
import { isUnderWay, type RunRecord } from '../run/run-record.ts'
import { persistEnd } from './persisted-runs.ts'
import { runById, updateRun } from './run-list.ts'

const concurrency = 4
/** Delays (ms) between the looks at devices with unknown outcomes after a run. */
const laterLooksMs = [10_000, 30_000, 120_000]

/** Reads devices with an open or unknown outcome again, those without any answer yet twice. */
export async function recheck(session: Session, id: string): Promise<void> {
  const { connection } = session
  const run = runById(session, id)
  if (!run || isUnderWay(run) || run.state === 'elsewhere' || run.isLooking) return
  updateRun(session, id, (latest) => ({ ...latest, isLooking: true }))
  try {
    const open = withoutKnownOutcome(run)
    await createPool(concurrency).each(open, async (device) => {
      const before = run.outcomes.get(device.id)
      const outcome = before
        ? await lookForEffect(connection, run.action, device.id, errorOf(before))
        : await findEffect(connection, run.action, device.id)
      // A failed look doesn't replace what an earlier one found.
      if (outcome.kind === 'unknown' && outcome.unchangedAt === undefined && before) return
      const settled = [{ action: run.action, id: device.id, outcome }]
      await notifySettled(session, { settled, isLast: false })
      updateRun(session, id, (latest) => {
        const outcomes = new Map(latest.outcomes).set(device.id, { ...outcome, at: Date.now() })
        return { ...latest, outcomes, counts: countOutcomes(outcomes.values()) }
      })
    })
    if (open.length > 0) await notifySettled(session, { settled: [], isLast: true })
    persistEnd(session, runById(session, id) ?? run)
  } finally {
    updateRun(session, id, ({ isLooking: _isLooking, ...latest }) => latest)
  }
}

/** Looks again several times, because a request without an answer may take effect much later. */
export async function scheduleRechecks(session: Session, id: string): Promise<void> {
  const { closed } = session.connection
  for (const afterMs of laterLooksMs) {
    await wait(afterMs, closed).catch(() => undefined)
    if (closed.aborted || !runById(session, id)?.counts.unknown) return
    await recheck(session, id)
  }
}

/** The devices of a run whose outcome isn't known. */
export function withoutKnownOutcome({ devices, outcomes }: RunRecord): Device[] {
  return devices.filter(({ id }) => (outcomes.get(id)?.kind ?? 'unknown') === 'unknown')
}
