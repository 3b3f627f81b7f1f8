/** What `work` gives; `undefined` when it throws, as storage does where it is off or full. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
