import { QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { createConnection } from '../api/connection.ts'
import { DeviceListPage } from '../devices/device-list-page.tsx'
import { paths } from '../lib/paths.ts'
import { ConnectionContext } from '../session/use-connection.ts'
import { createQueryClient } from './connected.tsx'
import { Shell } from './shell.tsx'

/**
 * Renders the list while it waits for its first answer, as HTML. The build writes it into index.html,
 * where it is painted before any script runs; deploy/static-shell.ts calls this.
 */
export function renderStaticShell(): string {
  const client = createQueryClient()
  const markup = renderToStaticMarkup(
    <MemoryRouter initialEntries={[paths.devices()]}>
      <ConnectionContext value={idleConnection()}>
        <QueryClientProvider client={client}>
          <Shell canSignOut={false}>
            <DeviceListPage />
          </Shell>
        </QueryClientProvider>
      </ConnectionContext>
    </MemoryRouter>,
  )
  // Its timers would keep the build from ending.
  client.clear()
  return markup
}

/** A connection that sends nothing: queries start in effects, which do not run here. */
function idleConnection() {
  return createConnection({
    id: 'static-shell',
    baseUrl: 'http://localhost',
    sortFormat: 'prefix',
    isProxy: false,
    authorize: () => undefined,
    onUnauthorized: () => undefined,
    seal: (text) => Promise.resolve(text),
    unseal: () => Promise.resolve(undefined),
  })
}
