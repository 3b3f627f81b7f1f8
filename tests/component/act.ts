import { flushSync } from 'react-dom'

/**
 * Stands in for `act`, which React's production build lacks: what an event changed is on the screen
 * before the next one, as between two events of a person. Testing Library looks for it in
 * `react-dom/test-utils`.
 */
export function act<T>(callback: () => T): T | Promise<void> {
  const result = flushSync(callback)
  return result instanceof Promise ? result : Promise.resolve()
}
