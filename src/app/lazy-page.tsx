import type { ComponentType } from 'react'
import type { Chunk } from '../lib/chunk.ts'
import { Button } from '../ui/button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

/** Creates a page from a chunk. */
export function lazyPage<Module, Props extends object>(
  chunk: Chunk<Module>,
  pick: (module: Module) => ComponentType<Props>,
): ComponentType<Props> {
  return lazyPart(chunk, pick, {
    isNeeded: true,
    placeholder: <main id="main" aria-busy className="grow" />,
    Missing: MissingPage,
  })
}

function MissingPage({ onRetry }: { onRetry: () => Promise<unknown> }) {
  return (
    <DeadEnd
      title="Part of the console couldn’t be loaded"
      next={
        <>
          <Button onClick={onRetry}>Try again</Button>
          <Button onClick={() => location.reload()}>Reload</Button>
        </>
      }
    >
      A new version is available, or your network is slow or down.
    </DeadEnd>
  )
}
