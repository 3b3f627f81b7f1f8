import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Connection } from '../api/connection.ts'
import { deviceQueries } from '../devices/queries.ts'
import { takeSettledAhead } from '../devices/read-page.ts'
import { ConnectionContext } from '../session/use-connection.ts'

/** Creates a query cache without retries: src/api knows which calls may be repeated. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: 10_000, gcTime: 15 * 60_000 },
      // A mutation names its device and is never read again.
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  })
}

interface ConnectedProps {
  connection: Connection
  createClient: () => QueryClient
  children: ReactNode
}

/** Provides a connection and its own query cache, which is cleared when the connection closes. */
export function Connected({ connection, createClient, children }: ConnectedProps) {
  const [client] = useState(() => clientFor(connection, createClient()))
  return (
    <ConnectionContext value={connection}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </ConnectionContext>
  )
}

function clientFor(connection: Connection, client: QueryClient): QueryClient {
  // If the first page arrived before the app, render its rows at once.
  const ahead = takeSettledAhead(connection)
  if (ahead) client.setQueryData(deviceQueries.listKey(ahead.params), ahead.page)
  connection.closed.addEventListener('abort', () => {
    // After unmounting, because an observer that unsubscribes restarts its query's 15 minutes.
    setTimeout(() => client.clear())
  })
  return client
}
