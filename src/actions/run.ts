import { createStore, type Store } from '../lib/store.ts'
import { act } from './act.ts'
import { tellSettled, type Outcome } from './outcome.ts'
import type { DeviceAction } from './rules.ts'

/** Requests under way at once: four keep 200 devices under 12 s at 200 ms without crowding the API. */
const lanes = 4

/** The one way to act: an action over 1..n devices, each of which ends with an outcome. */
export interface Run {
  action: DeviceAction
  ids: readonly string[]
  /** Outcomes so far, by device id. */
  outcomes: Store<ReadonlyMap<string, Outcome>>
  /** Resolves with one outcome for each id; never rejects for what a server does. */
  finished: Promise<ReadonlyMap<string, Outcome>>
  /** Sends nothing more; what is under way is waited for. */
  stop: () => void
}

/** Starts a run. Ids given twice count once. */
export function startRun(action: DeviceAction, deviceIds: readonly string[]): Run {
  const ids = [...new Set(deviceIds)]
  const outcomes = createStore<ReadonlyMap<string, Outcome>>(new Map())
  let stopped = false
  let next = 0

  async function settle(id: string, outcome: Outcome): Promise<void> {
    await tellSettled({ action, id, outcome })
    outcomes.set(new Map(outcomes.get()).set(id, outcome))
  }

  async function lane(): Promise<void> {
    while (next < ids.length) {
      const id = ids[next]
      next += 1
      if (id === undefined) return
      await settle(id, stopped ? { kind: 'not-sent', because: 'stopped' } : await act(action, id))
    }
  }

  const finished = Promise.all(Array.from({ length: Math.min(lanes, ids.length) }, lane)).then(() =>
    outcomes.get(),
  )
  return {
    action,
    ids,
    outcomes,
    finished,
    stop: () => {
      stopped = true
    },
  }
}
