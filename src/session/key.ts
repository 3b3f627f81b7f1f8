/** An API key in a closure: nothing hands it out, so it can't end up in state, logs, errors or URLs. */
export interface HeldKey {
  /** Hands the key to `apply`, as long as it is held. */
  withKey: (apply: (key: string) => void) => void
  forget: () => void
}

/** Holds a key until it is told to forget it. */
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
