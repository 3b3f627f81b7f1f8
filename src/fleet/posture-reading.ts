import { getDevice } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { steadyNow } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { sessionPart, type Session } from '../session/open-session.ts'
import { createSessionPool } from './sweep/request-pool.ts'
import { fleetOf } from './fleet.ts'
import type { ReadPosture } from './snapshot/fleet-index.ts'
import { retried } from './sweep/retried.ts'

interface PostureReading {
  phase: 'idle' | 'reading' | 'stopped' | 'failed' | 'done'
  /** Devices read since it was last started or resumed. */
  read: number
  total: number
  /** When it was last started or resumed, steady ms. */
  startedAt: number
  /** Devices that couldn't be read, while others could. */
  skipped: number
  error?: unknown
}

/** Time (ms) between two changes of the snapshot: each one repeats the counts on the screen. */
const publishEveryMs = 1_000
/** More failures in a row are not about single devices. */
const maxFailuresInARow = 4

const notStarted: PostureReading = { phase: 'idle', read: 0, total: 0, startedAt: 0, skipped: 0 }

/** The reading of this session. */
export const postureReading = sessionPart(() => createStore(notStarted))

const stopping = sessionPart(() => ({ current: new AbortController() }))

/** Stops the reading; what was read stays. */
export function stopReadingPostures(session: Session): void {
  stopping(session).current.abort()
}

/** Reads devices without a known posture one by one, from where an earlier reading ended. Never rejects. */
export async function readPostures(session: Session): Promise<void> {
  const { connection } = session
  const state = postureReading(session)
  if (state.get().phase === 'reading') return
  const stopped = new AbortController()
  stopping(session).current = stopped
  const signal = AbortSignal.any([stopped.signal, connection.closed])
  const publish = (change: Partial<PostureReading>) => {
    if (!connection.closed.aborted) state.set({ ...state.get(), ...change })
  }
  state.set({ ...notStarted, phase: 'reading', startedAt: steadyNow() })
  try {
    const ids = await fleetOf(session).ask('unreadPostures', [])
    publish({ total: ids.length })
    await readEach(session, ids, signal, publish)
    publish({ phase: 'done' })
  } catch (error) {
    publish(stopped.signal.aborted ? { phase: 'stopped' } : { phase: 'failed', error })
  } finally {
    stopped.abort()
  }
}

async function readEach(
  session: Session,
  ids: readonly string[],
  signal: AbortSignal,
  publish: (change: Partial<PostureReading>) => void,
): Promise<void> {
  const { connection } = session
  const pool = createSessionPool(session, signal, ({ paused }) => paused)
  let batch: ReadPosture[] = []
  let publishedAt = steadyNow()
  let read = 0
  let skipped = 0
  let failuresInARow = 0

  async function addBatch(): Promise<void> {
    const postures = batch
    batch = []
    publishedAt = steadyNow()
    await fleetOf(session).addPostures(postures)
    publish({ read, skipped })
  }

  async function readOne(id: string): Promise<void> {
    try {
      const { device } = await retried(() => getDevice(connection, id, signal), pool)
      failuresInARow = 0
      read += 1
      batch.push({ id, posture: device.posture })
    } catch (error) {
      failuresInARow += 1
      if (signal.aborted || !(error instanceof ApiError)) throw error
      if (failuresInARow > maxFailuresInARow) throw error
      skipped += 1
    }
    if (steadyNow() - publishedAt >= publishEveryMs) await addBatch()
  }

  try {
    await pool.each(ids, readOne)
  } finally {
    if (!connection.closed.aborted) await addBatch()
  }
}
