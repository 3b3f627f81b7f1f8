import type { DeviceAction } from '../definitions.ts'
import { runById } from '../receipts/run-list.ts'
import type { Session } from '../../session/open-session.ts'
import type { RunContext } from '../run/run-record.ts'

/**
 * True if this action continues a run that was confirmed for it with the same key: the phrase was
 * typed then, so it isn't asked for again.
 */
export function wasConfirmedBefore(
  session: Session,
  action: DeviceAction,
  { continues }: RunContext,
): boolean {
  const earlier = continues === undefined ? undefined : runById(session, continues)
  return earlier?.action === action && !earlier.isEncrypted
}
