import { attempt } from './attempt.ts'
import { createStore, type Store } from './store.ts'

const prefix = 'device-console.'

/**
 * Creates a preference in localStorage, for all tabs; `read` must accept any JSON. Without storage it
 * lasts as long as the page.
 */
export function createStoredValue<T>(name: string, read: (stored: unknown) => T): Store<T> {
  const key = prefix + name
  const store = createStore(read(load(key)))
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key) store.set(read(load(key)))
  })
  return {
    ...store,
    set(next) {
      store.set(next)
      attempt(() => localStorage.setItem(key, JSON.stringify(next)))
    },
  }
}

/** Accepts one of `words`; any other value becomes the first. */
export function oneOf<const T extends string>(words: readonly [T, ...T[]]): (stored: unknown) => T {
  return (stored) => words.find((word) => word === stored) ?? words[0]
}

function load(key: string): unknown {
  return attempt(() => JSON.parse(localStorage.getItem(key) ?? 'null') as unknown)
}
