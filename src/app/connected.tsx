import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Connection } from '../api/connection.ts'
import { deviceQueries } from '../devices/queries.ts'
import { takeSettledAhead } from '../devices/read-page.ts'
import { ConnectionContext } from '../session/use-connection.ts'

/** A cache that leaves retries to the wire, which knows what may be repeated. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: 10_000, gcTime: 15 * 60_000 },
      // A change names its device, and nobody asks for it again.
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  })
}

interface ConnectedProps {
  connection: Connection
  createClient: () => QueryClient
  children: ReactNode
}

/** What a connection's pages share: the connection, and a cache that is its own and ends with it. */
export function Connected({ connection, createClient, children }: ConnectedProps) {
  const [client] = useState(() => clientFor(connection, createClient()))
  return (
    <ConnectionContext value={connection}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </ConnectionContext>
  )
}

function clientFor(connection: Connection, client: QueryClient): QueryClient {
  // When the first answer came before the app, its rows are the first thing rendered.
  const ahead = takeSettledAhead(connection)
  if (ahead) client.setQueryData(deviceQueries.listKey(ahead.params), ahead.page)
  connection.closed.addEventListener('abort', () => {
    // Once the pages are gone: an observer that leaves gives its query another quarter of an hour.
    setTimeout(() => client.clear())
  })
  return client
}
