import { lazy, Suspense, type ComponentType } from 'react'
import { createStore } from './store.ts'
import { useStore } from './use-store.ts'

/**
 * `if shown`: downloaded when shown. `soon`: that, or with `preloadSoonNeeded`.
 * `afterwards`: a part that a page can stand without; it appears once that preload is through.
 */
type When = 'if shown' | 'soon' | 'afterwards'

const soonNeeded = new Set<() => Promise<void>>()
const isPreloaded = createStore(false)

/**
 * Makes a component whose code is a chunk of its own. Once preloaded it renders at
 * once, where React's own `lazy` would still suspend and hold the page back 300 ms.
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

/** Makes a function whose code is a chunk of its own, downloaded with what is needed soon. */
export function lazyFunction<Args extends unknown[], Result>(
  load: () => Promise<(...args: Args) => Result | Promise<Result>>,
): (...args: Args) => Promise<Result> {
  soonNeeded.add(async () => {
    await load()
  })
  return async (...args) => (await load())(...args)
}

/** Downloads what will be needed next. Failing is no fault yet: it is tried again when it is shown. */
export async function preloadSoonNeeded(): Promise<void> {
  await Promise.allSettled([...soonNeeded].map((preload) => preload()))
  isPreloaded.set(true)
}

/** Calls `work` when that preload is through, however it went. */
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
