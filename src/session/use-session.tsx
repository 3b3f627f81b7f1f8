import { QueryClientProvider } from '@tanstack/react-query'
import { createContext, use, type ReactNode } from 'react'
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

/** The session of this page, which never changes while the page is mounted. Throws outside of one. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession was called outside a session')
  return session
}
