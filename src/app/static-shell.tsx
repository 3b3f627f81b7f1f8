import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { DeviceListPage } from '../devices/device-list-page.tsx'
import { paths } from '../lib/paths.ts'
import { openSession } from '../session/open-session.ts'
import { SessionProvider } from '../session/use-session.tsx'
import { Shell } from './shell.tsx'

/** Renders the list that waits for its first answer, for index.html (deploy/static-shell.ts). */
export function renderStaticShell(): string {
  // Nothing is sent: queries start in effects, which don't run here.
  const session = openSession({
    config: {
      apiBaseUrl: 'http://localhost',
      auth: 'apikey',
      sortFormat: 'prefix',
      ownerDeviceLimit: 5,
    },
    secret: '',
    connectionId: 'static-shell',
    rememberedSince: undefined,
    onRefused: () => undefined,
  })
  const markup = renderToStaticMarkup(
    <MemoryRouter initialEntries={[paths.devices()]}>
      <SessionProvider session={session}>
        <Shell>
          <DeviceListPage />
        </Shell>
      </SessionProvider>
    </MemoryRouter>,
  )
  // The timers of its query cache would keep the build from ending.
  session.end()
  return markup
}
