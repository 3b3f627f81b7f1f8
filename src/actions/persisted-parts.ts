import { attempt } from '../lib/attempt.ts'

/** Beyond this (characters) the oldest runs no longer survive a reload. */
const mostPersisted = 3_000_000
const prefix = 'device-console.run.'

/** `sealed` alone names devices and people; without the connection's key nobody can read it. */
const parts = ['about', 'sealed', 'outcomes', 'sent'] as const
/** What is persisted of a run, each under a key of its own. */
export type Part = (typeof parts)[number]

const keyOf = (id: string, part: Part) => `${prefix}${id}.${part}`

/**
 * Writes a part of a run to sessionStorage: persisted for this tab, lost with it. Gives `full` when
 * there is no room for it; where storage is off, nothing is persisted, and nothing else suffers.
 */
export function writePart(id: string, part: Part, value: string): 'full' | undefined {
  try {
    sessionStorage.setItem(keyOf(id, part), value)
    return undefined
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : undefined
  }
}

/** Reads a part of a run as text; nothing where there is none. */
export function readPart(id: string, part: Part): string | undefined {
  return attempt(() => sessionStorage.getItem(keyOf(id, part))) ?? undefined
}

/** Reads a part of a run as JSON; nothing where there is none that can be read. */
export function readJsonPart(id: string, part: Part): unknown {
  return attempt(() => JSON.parse(readPart(id, part) ?? 'null') as unknown)
}

/** IDs of all persisted runs. */
export function persistedIds(): string[] {
  return persistedKeys()
    .filter((key) => key.endsWith('.about'))
    .map((key) => key.slice(prefix.length, -'.about'.length))
}

/** Removes everything of a run. */
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
      if (total <= mostPersisted) return
      removeParts(id)
      total -= sizes.get(id) ?? 0
    }
  })
}

function persistedKeys(): string[] {
  return attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix))) ?? []
}
