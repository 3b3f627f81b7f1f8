import { lazy, type ComponentType } from 'react'

const soonNeeded = new Set<() => Promise<void>>()

/**
 * Makes a component whose code is a chunk of its own. Where it is needed `soon`, it
 * comes with `preloadSoonNeeded` and then renders at once; React's own `lazy` would
 * still suspend and hold the page back 300 ms.
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  when: 'soon' | 'if shown',
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  if (when === 'soon') {
    soonNeeded.add(async () => {
      loaded ??= await load()
    })
  }
  const Suspending = lazy(async () => {
    const component = await load()
    loaded = component
    return { default: component }
  })
  return function Lazy(props: Props) {
    const Component = loaded ?? Suspending
    return <Component {...props} />
  }
}

/** Downloads what will be needed next. Failing is no fault yet: it is tried again when it is shown. */
export async function preloadSoonNeeded(): Promise<void> {
  await Promise.allSettled([...soonNeeded].map((preload) => preload()))
}
