import type { Session } from './open-session.ts'

/** Gives what a session holds under this declaration; makes it when it is first asked for. */
export type SessionPart<T> = (session: Session) => T

/**
 * Declares something that belongs to a session: `create` makes it at its first use in each. A part
 * that has something to stop listens to `session.connection.closed`.
 */
export function sessionPart<T>(create: (session: Session) => T): SessionPart<T> {
  return (session) => session.part(create)
}
