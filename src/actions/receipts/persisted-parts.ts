import { attempt } from '../../lib/attempt.ts'

/** Beyond this total (characters), the oldest runs are dropped. */
const maxPersisted = 3_000_000
const prefix = 'device-console.run.'

/** Only `encrypted` contains names, and only the connection's key can read it. */
const parts = ['about', 'encrypted', 'outcomes', 'sent'] as const
/** Parts of a persisted run, each under its own key. */
export type Part = (typeof parts)[number]

const keyOf = (id: string, part: Part) => `${prefix}${id}.${part}`

/**
 * Writes a part of a run to sessionStorage, which ends with the tab. Gives `full` if there is no room
 * for it. Does nothing where storage is off.
 */
export function writePart(id: string, part: Part, value: string): 'full' | undefined {
  try {
    sessionStorage.setItem(keyOf(id, part), value)
    return undefined
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : undefined
  }
}

/** Reads a part of a run as text; `undefined` if there is none. */
export function readPart(id: string, part: Part): string | undefined {
  return attempt(() => sessionStorage.getItem(keyOf(id, part))) ?? undefined
}

/** Reads a part of a run as JSON; `undefined` if there is none, or it isn't valid. */
export function readJsonPart(id: string, part: Part): unknown {
  return attempt(() => JSON.parse(readPart(id, part) ?? 'null') as unknown)
}

/** IDs of all persisted runs. */
export function persistedIds(): string[] {
  return persistedKeys()
    .filter((key) => key.endsWith('.about'))
    .map((key) => key.slice(prefix.length, -'.about'.length))
}

/** Removes all parts of a run. */
export function removeParts(id: string): void {
  attempt(() => {
    for (const part of parts) sessionStorage.removeItem(keyOf(id, part))
  })
}

/** Removes the oldest runs, by `createdAt`, until there is room for `more` characters. */
export function makeRoom(more: number, createdAt: (id: string) => number): void {
  attempt(() => {
    const sizes = new Map<string, number>()
    for (const key of persistedKeys()) {
      const id = key.slice(prefix.length, key.lastIndexOf('.'))
      sizes.set(id, (sizes.get(id) ?? 0) + (sessionStorage.getItem(key)?.length ?? 0))
    }
    let total = [...sizes.values()].reduce((sum, size) => sum + size, more)
    const oldestFirst = [...sizes.keys()]
      .map((id) => ({ id, time: createdAt(id) }))
      .toSorted((one, other) => one.time - other.time)
    for (const { id } of oldestFirst) {
      if (total <= maxPersisted) return
      removeParts(id)
      total -= sizes.get(id) ?? 0
    }
  })
}

function persistedKeys(): string[] {
  return attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix))) ?? []
}
