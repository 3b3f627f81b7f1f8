import { lazy, Suspense, type ComponentType } from 'react'
import { isPreloaded, preloadSoon } from './preload.ts'
import { useStore } from './use-store.ts'

/**
 * When a lazy component is downloaded. `if shown`: when first rendered. `soon`: then, or with
 * `preloadSoonNeeded`. `afterwards`: with that preload, rendering nothing until it has finished.
 */
type When = 'if shown' | 'soon' | 'afterwards'

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
    preloadSoon(async () => {
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
