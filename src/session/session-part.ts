import type { Session } from './open-session.ts'

/** Gives what a session holds under this declaration; makes it when it is first asked for. */
export type SessionPart<T> = (session: Session) => T

/** Declares a part of a session, made at its first use. It stops by `session.connection.closed`. */
export function sessionPart<T>(create: (session: Session) => T): SessionPart<T> {
  return (session) => session.part(create)
}
