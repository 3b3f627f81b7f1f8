import type { Config } from '../config/config.ts'
import type { Session } from './open-session.ts'
import { open, openProxy, session } from './session.ts'

/**
 * Verifies a key with `check` (the first list request) and opens the session. When `check` rejects,
 * discards the key and rejects with the same error. `isRemembered` keeps the key until the tab closes.
 * A sign-out in any tab ends the attempt.
 */
export async function connect(
  config: Config,
  key: string,
  isRemembered: boolean,
  check: (session: Session) => Promise<unknown>,
): Promise<void> {
  const trial = open(config, key.trim(), isRemembered ? Date.now() : undefined)
  // Without a session, only a sign-out changes that there is none.
  const stop = session.subscribe(() => trial.end())
  try {
    await check(trial)
    // Another tab signed out while the check was pending.
    if (trial.connection.closed.aborted) throw trial.connection.closed.reason
  } catch (error) {
    trial.end()
    throw error
  } finally {
    stop()
  }
  session.set(trial)
}

/** Reopens a session behind a proxy after inactivity. */
export function continueSession(config: Config): void {
  if (!session.get().connection) session.set(openProxy(config))
}

/** Why a text can't be a key; `undefined` for visible ASCII (RFC 9110, section 5.5). */
export function problemWithKey(text: string): string | undefined {
  const trimmed = text.trim()
  if (!trimmed) return 'Enter the API key.'
  if (/\s/.test(trimmed))
    return 'The key contains a space or line break. Copy it again without them.'
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    return 'The key contains an invalid character. Copy it again from its source.'
  }
  return undefined
}
