import type { ApiError } from '../api/errors.ts'
import type { DeviceAction } from './rules.ts'

/** What became of one device in a run. Every device of a run ends as exactly one of these. */
export type Outcome =
  /** The server said so, or a re-read showed it. */
  | { kind: 'done' }
  /** It was gone before the request arrived. */
  | { kind: 'already-gone' }
  /** Refused, or a re-read showed that nothing happened. */
  | { kind: 'failed'; error: ApiError }
  /** Nothing left this browser. */
  | { kind: 'not-sent'; because: 'stopped' | 'in-progress' }
  /** Sent, without an answer, and the re-read failed too. */
  | { kind: 'unknown'; error: ApiError }

/** An outcome with the device and action it belongs to. */
export interface SettledAction {
  action: DeviceAction
  id: string
  outcome: Outcome
}

type Listener = (settled: SettledAction) => Promise<void>

const listeners = new Set<Listener>()

/** Hears of each settled device before its run goes on; whoever holds copies of devices corrects them here. */
export function onSettled(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells all listeners and waits for them. */
export async function tellSettled(settled: SettledAction): Promise<void> {
  await Promise.all([...listeners].map((listener) => listener(settled)))
}
