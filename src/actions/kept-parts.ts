/** Beyond this (characters) the oldest runs are no longer kept over a reload. */
const mostKept = 3_000_000
const prefix = 'device-console.run.'

const parts = ['what', 'outcomes', 'sent'] as const
/** What is kept of a run, each under a key of its own. */
export type Part = (typeof parts)[number]

const keyOf = (id: string, part: Part) => `${prefix}${id}.${part}`

/**
 * Writes a part of a run to sessionStorage: kept for this tab, lost with it. Gives `full` when
 * there is no room for it; where storage is off, nothing is kept, and nothing else suffers.
 */
export function writePart(id: string, part: Part, value: string): 'full' | undefined {
  try {
    sessionStorage.setItem(keyOf(id, part), value)
    return undefined
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : undefined
  }
}

/** Reads a part of a run, as JSON; nothing where there is none that can be read. */
export function readPart(id: string, part: Part): unknown {
  return attempt(() => JSON.parse(sessionStorage.getItem(keyOf(id, part)) ?? 'null') as unknown)
}

/** Ids of the runs of which it is known what they are about. */
export function keptIds(): string[] {
  return keptKeys()
    .filter((key) => key.endsWith('.what'))
    .map((key) => key.slice(prefix.length, -'.what'.length))
}

/** Removes everything of a run. */
export function removeParts(id: string): void {
  attempt(() => {
    for (const part of parts) sessionStorage.removeItem(keyOf(id, part))
  })
}

/** Removes everything of every run. */
export function removeAllParts(): void {
  attempt(() => {
    for (const key of keptKeys()) sessionStorage.removeItem(key)
  })
}

/** Removes the runs that `createdAt` tells to be the oldest, until there is room for `more` characters. */
export function makeRoom(more: number, createdAt: (id: string) => number): void {
  attempt(() => {
    const sizes = new Map<string, number>()
    for (const key of keptKeys()) {
      const id = key.slice(prefix.length, key.lastIndexOf('.'))
      sizes.set(id, (sizes.get(id) ?? 0) + (sessionStorage.getItem(key)?.length ?? 0))
    }
    let total = [...sizes.values()].reduce((sum, size) => sum + size, more)
    const oldestFirst = [...sizes.keys()]
      .map((id) => ({ id, time: createdAt(id) }))
      .toSorted((one, other) => one.time - other.time)
    for (const { id } of oldestFirst) {
      if (total <= mostKept) return
      removeParts(id)
      total -= sizes.get(id) ?? 0
    }
  })
}

function keptKeys(): string[] {
  return (
    attempt(() =>
      Array.from({ length: sessionStorage.length }, (_, position) => sessionStorage.key(position))
        .filter((key) => key !== null)
        .filter((key) => key.startsWith(prefix)),
    ) ?? []
  )
}

/** Storage may be off, full or made to throw: then nothing is kept, and nothing else suffers. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
