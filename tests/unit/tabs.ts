import { vi } from 'vitest'

/** A storage as a tab has it, with what is in it to be looked at. */
export function createStorage() {
  const items = new Map<string, string>()
  const methods = {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
  // A storage has its items for properties.
  return new Proxy(methods, {
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: (_, key) =>
      items.has(String(key)) ? { enumerable: true, configurable: true } : undefined,
  })
}

/** A storage of which every use throws, as where site data is blocked. */
export function createBlockedStorage() {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  return {
    getItem: refuse,
    setItem: refuse,
    removeItem: refuse,
  }
}

/**
 * Has the pages that are loaded from now on hear each other as tabs of one browser do, but at once:
 * Node's own channels wait for another thread, and would reach the pages of an earlier test.
 */
export function stubChannels(): void {
  const open = new Set<Channel>()
  class Channel extends EventTarget {
    readonly name: string
    constructor(name: string) {
      super()
      this.name = name
      open.add(this)
    }
    postMessage(message: unknown): void {
      for (const other of open) {
        if (other === this || other.name !== this.name) continue
        const data: unknown = structuredClone(message)
        queueMicrotask(() => other.dispatchEvent(new MessageEvent('message', { data })))
      }
    }
    close(): void {
      open.delete(this)
    }
  }
  vi.stubGlobal('BroadcastChannel', Channel)
}

/** Takes the place of the page's own events; gives the way to send them. */
export function stubPageEvents(): (name: string, fields?: object) => boolean {
  const events = new EventTarget()
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events))
  vi.stubGlobal('removeEventListener', events.removeEventListener.bind(events))
  return (name, fields = {}) =>
    events.dispatchEvent(Object.assign(new Event(name, { cancelable: true }), fields))
}
