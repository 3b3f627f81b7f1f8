import { createStore, type Store } from './store.ts'

const resets = new Set<() => void>()

/** Has `reset` called whenever a session ends, before anybody else hears of it. */
export function endWithSession(reset: () => void): void {
  resets.add(reset)
}

/** Makes a store that holds `initial` again once the session ends: nothing in it outlives the session. */
export function createSessionStore<T>(initial: T): Store<T> {
  const store = createStore(initial)
  endWithSession(() => store.set(initial))
  return store
}

/** Resets everything that belongs to the session that just ended. */
export function resetSessionStores(): void {
  for (const reset of resets) reset()
}
