import { createStore, type Store } from './store.ts'
import { wait } from './wait.ts'

/** Time (ms) after which a chunk counts as missing. If it comes later, it is still used. */
export const chunkTimeoutMs = 10_000

/** A chunk that couldn't be downloaded, or not in time. */
export class MissingChunk extends Error {}

/** Code that is downloaded when it's needed. */
export interface Chunk<Module> {
  /** Its name in the middle of a sentence: "pagination". */
  readonly name: string
  /** `undefined` until it has come. */
  readonly module: Store<Module | undefined>
  /** Rejects with `MissingChunk` after 10 s at most; the next call tries again, concurrent ones share an attempt. */
  load(): Promise<Module>
}

/** True once the first page is shown, or takes long; what it works without is downloaded from then on. */
export const isFirstPageShown = createStore(false)

/** Creates a chunk from a dynamic import, such as `() => import('./page.tsx')`. */
export function createChunk<Module>(
  name: string,
  importModule: () => Promise<Module>,
): Chunk<Module> {
  const module = createStore<Module | undefined>(undefined)
  let attempts = 0
  let current: Promise<Module> | undefined

  async function attempt(): Promise<Module> {
    const arrival = attempts === 0 ? importModule() : importAgain(importModule, attempts)
    attempts += 1
    const settled = new AbortController()
    let cause: unknown
    try {
      // Of two attempts, the module that comes first stays.
      await Promise.race([
        arrival.then((arrived) => module.set(module.get() ?? arrived)),
        timeout(settled.signal),
      ])
    } catch (error) {
      cause = error
    } finally {
      settled.abort()
      current = undefined
    }
    const loaded = module.get()
    if (loaded) return loaded
    throw new MissingChunk(`Missing: ${name}`, { cause })
  }

  return {
    name,
    module,
    load() {
      const loaded = module.get()
      if (loaded) return Promise.resolve(loaded)
      current ??= attempt()
      return current
    },
  }
}

/** Chunks that a person needs now and that couldn't be downloaded. They belong to the page, not to a session. */
export const missingParts = createStore<readonly Chunk<unknown>[]>([])

/** Loads a chunk that a person needs now; `undefined` while it's missing (`missingParts`). */
export async function loadPart<Module>(chunk: Chunk<Module>): Promise<Module | undefined> {
  try {
    return await chunk.load()
  } catch {
    if (missingParts.get().includes(chunk)) return undefined
    missingParts.set([...missingParts.get(), chunk])
    const stop = chunk.module.subscribe(() => {
      stop()
      missingParts.set(missingParts.get().filter((other) => other !== chunk))
    })
    return undefined
  }
}

async function timeout(signal: AbortSignal): Promise<never> {
  await wait(chunkTimeoutMs, signal)
  throw new Error('The host didn’t respond in time')
}

/**
 * Imports a module again, from another address: a browser doesn't repeat a request that never ends.
 * Only the built code names the address. A module that is shared with other chunks, which the build
 * imports with `.then`, keeps its address, because two copies would have two states.
 */
function importAgain<Module>(
  importModule: () => Promise<Module>,
  attempts: number,
): Promise<Module> {
  const path = /\bimport\([`"'](\.\/[^`"']+)[`"']\)(?!\.then)/.exec(String(importModule))?.[1]
  return path === undefined
    ? importModule()
    : (import(/* @vite-ignore */ `${path}?${attempts}`) as Promise<Module>)
}
