/** An API key in a closure, which keeps it out of state, logs, errors and URLs. */
export interface HeldKey {
  /** Calls `apply` with the key until it is forgotten. */
  withKey: (apply: (key: string) => void) => void
  forget: () => void
}

/** Holds a key until `forget` is called. */
export function holdKey(given: string): HeldKey {
  let key: string | undefined = given
  return {
    withKey(apply) {
      if (key !== undefined) apply(key)
    },
    forget() {
      key = undefined
    },
  }
}
