import { QueryClientProvider } from '@tanstack/react-query'
import { createContext, use, type ReactNode } from 'react'
import type { Connection } from '../api/connection.ts'
import type { Session } from './open-session.ts'

/** The session of the pages; `undefined` on those that stand outside one. */
export const SessionContext = createContext<Session | undefined>(undefined)

/** Gives a session to the pages below. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return (
    <SessionContext value={session}>
      <QueryClientProvider client={session.queryClient}>{children}</QueryClientProvider>
    </SessionContext>
  )
}

/** The connection of this page, which never changes while the page is mounted. Throws outside a session. */
export function useConnection(): Connection {
  const session = use(SessionContext)
  if (!session) throw new Error('useConnection was called outside a session')
  return session.connection
}
