/** The result of `work`; `undefined` when it throws, as storage does when disabled or full. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
