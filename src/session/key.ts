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

/** Why a text cannot be a key, in words; `undefined` when it can (RFC 9110: a header value is visible ASCII). */
export function problemWithKey(text: string): string | undefined {
  const trimmed = text.trim()
  if (!trimmed) return 'Enter the API key.'
  if (/\s/.test(trimmed))
    return 'The key contains a space or a line break. Copy it again without them.'
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    return 'The key contains a character that a key cannot have. Copy it again from where it was issued.'
  }
  return undefined
}
