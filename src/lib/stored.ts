import { createStore, type Store } from './store.ts'

const prefix = 'device-console.'

/**
 * A preference remembered on this device (localStorage) and shared by its tabs.
 * `read` turns what was stored into a value and must accept anything; where
 * storage is off or full, the value lives as long as the page.
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
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // Nothing is lost but the memory of it.
      }
    },
  }
}

/** Reads one of a few known words; anything else is the first of them. */
export function oneOf<const T extends string>(words: readonly [T, ...T[]]): (stored: unknown) => T {
  return (stored) => words.find((word) => word === stored) ?? words[0]
}

function load(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown
  } catch {
    return undefined
  }
}
