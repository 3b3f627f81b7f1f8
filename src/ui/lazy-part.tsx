import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { isFirstPageShown, loadPart, type Chunk } from '../lib/chunk.ts'
import { useStore } from '../lib/use-store.ts'

interface LazyPartOptions {
  /** It is downloaded at once; what the first page can be shown without, afterwards. */
  isNeeded?: boolean
  placeholder?: ReactNode
  /** Takes its place when it can't be downloaded; by default `MissingParts` names it. */
  Missing?: ComponentType<{ onRetry: () => Promise<unknown> }>
}

/** A component from a chunk. React's `lazy` neither retries nor gives up, and suspends even with the chunk there. */
export function lazyPart<Module, Props extends object>(
  chunk: Chunk<Module>,
  pick: (module: Module) => ComponentType<Props>,
  { isNeeded = false, placeholder, Missing }: LazyPartOptions = {},
): ComponentType<Props> {
  return function LazyPart(props: Props) {
    const module = useStore(chunk.module)
    const isWanted = useStore(isFirstPageShown) || isNeeded
    // An error of an earlier attempt says nothing about this one.
    const [hasFailed, setHasFailed] = useState(false)
    useEffect(() => {
      if (!isWanted) return
      if (Missing) chunk.load().catch(() => setHasFailed(true))
      else void loadPart(chunk)
    }, [isWanted])
    if (module) {
      const Part = pick(module)
      return <Part {...props} />
    }
    if (hasFailed && Missing) return <Missing onRetry={chunk.load} />
    return placeholder
  }
}
