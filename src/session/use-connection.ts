import { createContext, useContext } from 'react'
import type { Connection } from '../api/connection.ts'

/** Provides a page's connection. */
export const ConnectionContext = createContext<Connection | undefined>(undefined)

/** The connection of this page, which never changes while the page is mounted. Throws outside a session. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('useConnection was called outside a session')
  return connection
}
