import { lazy, Suspense, type ComponentType } from 'react'
import { createStore } from './store.ts'
import { useStore } from './use-store.ts'

/**
 * When a lazy component is downloaded. `if shown`: when first rendered. `soon`: then, or with
 * `preloadSoonNeeded`. `afterwards`: with that preload, rendering nothing until it has finished.
 */
type When = 'if shown' | 'soon' | 'afterwards'

const soonNeeded = new Set<() => Promise<void>>()
const isPreloaded = createStore(false)

/**
 * Creates a component in a chunk of its own. Once preloaded it renders synchronously; React's `lazy`
 * would still suspend, which delays the page by 300 ms.
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  when: When,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  if (when !== 'if shown') {
    soonNeeded.add(async () => {
      loaded ??= await load()
    })
  }
  const Suspending = lazy(async () => {
    const component = await load()
    loaded = component
    return { default: component }
  })
  function Lazy(props: Props) {
    const Component = loaded ?? Suspending
    return <Component {...props} />
  }
  if (when !== 'afterwards') return Lazy
  return function Afterwards(props: Props) {
    return (
      useStore(isPreloaded) && (
        <Suspense>
          <Lazy {...props} />
        </Suspense>
      )
    )
  }
}

/** Creates a function in a chunk of its own, downloaded with `preloadSoonNeeded`. */
export function lazyFunction<Args extends unknown[], Result>(
  load: () => Promise<(...args: Args) => Result | Promise<Result>>,
): (...args: Args) => Promise<Result> {
  soonNeeded.add(async () => {
    await load()
  })
  return async (...args) => (await load())(...args)
}

/** Downloads the registered chunks. Failures are ignored: a chunk is requested again when rendered. */
export async function preloadSoonNeeded(): Promise<void> {
  await Promise.allSettled([...soonNeeded].map((preload) => preload()))
  isPreloaded.set(true)
}

/** Calls `work` once that preload has finished or failed. */
export function whenPreloaded(work: () => unknown): void {
  if (isPreloaded.get()) {
    work()
    return
  }
  const stop = isPreloaded.subscribe(() => {
    stop()
    work()
  })
}
