import type { ComponentType } from 'react'
import type { Chunk } from '../lib/chunk.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { MissingPage } from './missing-page.tsx'

/** Creates a page from a chunk. */
export function lazyPage<Module, Props extends object>(
  chunk: Chunk<Module>,
  pick: (module: Module) => ComponentType<Props>,
): ComponentType<Props> {
  return lazyPart(chunk, pick, {
    placeholder: <main id="main" aria-busy className="grow" />,
    Missing: MissingPage,
  })
}
