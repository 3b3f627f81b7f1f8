import type { Chunk } from './chunk.ts'
import { createStore } from './store.ts'

/** Chunks that a person needs now and that couldn't be downloaded. They belong to the page, not to a session. */
export const missingParts = createStore<readonly Chunk<unknown>[]>([])

/** Loads a chunk that a person needs now. While it is missing, `missingParts` has it, and this resolves to `undefined`. */
export async function loadPart<Module>(chunk: Chunk<Module>): Promise<Module | undefined> {
  try {
    return await chunk.load()
  } catch {
    if (missingParts.get().includes(chunk)) return undefined
    missingParts.set([...missingParts.get(), chunk])
    const stop = chunk.state.subscribe(() => {
      if (!chunk.state.get().module) return
      stop()
      missingParts.set(missingParts.get().filter((other) => other !== chunk))
    })
    return undefined
  }
}
