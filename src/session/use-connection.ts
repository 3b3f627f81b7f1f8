import { createContext, useContext } from 'react'
import type { Connection } from '../api/connection.ts'

/** The connection that a page was opened with. */
export const ConnectionContext = createContext<Connection | undefined>(undefined)

/** The connection of this page: what it starts holds this one to its end. Throws outside a session. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('A connection was asked for outside a session')
  return connection
}
