import type { Connection } from '../api/connection.ts'
import { randomId } from '../lib/random-id.ts'
import { end, open, openProxy, openSession, session, type Opened } from './session.ts'

/** The attempt to connect that is under way. */
let candidate: Opened | undefined

// Whoever signs out in another tab means this one, too, also while it waits for an answer.
new BroadcastChannel('device-console.session').addEventListener(
  'message',
  ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-out' && candidate) end(candidate)
  },
)

/**
 * Tries a key with `check` (the first list request) and opens the session when it succeeds. Rejects
 * with what `check` threw, with the key forgotten again; `isRemembered` keeps it for this tab's life.
 */
export async function connect(
  key: string,
  isRemembered: boolean,
  check: (connection: Connection) => Promise<void>,
): Promise<void> {
  if (candidate) end(candidate)
  const trial = open(key.trim(), randomId(), isRemembered)
  candidate = trial
  try {
    await check(trial.connection)
    // Somebody signed out meanwhile: the answer is for nobody.
    if (trial.connection.closed.aborted) throw trial.connection.closed.reason
  } catch (error) {
    end(trial)
    throw error
  } finally {
    if (candidate === trial) candidate = undefined
  }
  openSession(trial)
}

/** Opens a session behind a proxy again after it was locked. */
export function continueSession(): void {
  if (!session.get().connection) openSession(openProxy())
}

/** Why a text cannot be a key, in words; `undefined` when it can (RFC 9110: a header value is visible ASCII). */
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
