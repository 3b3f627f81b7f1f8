import { useEffect } from 'react'
import { useLocation } from 'react-router'
import type { Connection } from '../api/connection.ts'
import { deviceList } from '../devices/device-list.ts'
import { readPageAhead } from '../devices/read-page.ts'
import { isSamePath } from '../lib/paths.ts'
import type { Config } from '../session/config.ts'
import { ConnectPage } from './connect-page.tsx'
import { LockedPage } from './locked-page.tsx'
import type { ClosedBecause } from '../session/session.ts'
import { preloadWhenIdle } from './preload-after-first-page.tsx'

/** Replaces the pages while there is no session. */
export function Disconnected({ config, because }: { config: Config; because: ClosedBecause }) {
  const { pathname, search } = useLocation()
  useEffect(() => preloadWhenIdle(), [])

  async function check(connection: Connection) {
    // Whatever page is behind, a page of the list proves the key; it is kept as the first one shown.
    // A search would not do, because the snapshot answers it.
    const params = {
      ...deviceList.parse(isSamePath(pathname, deviceList.path) ? search : ''),
      q: '',
    }
    await readPageAhead(connection, params)
  }

  if (config.auth === 'proxy') return <LockedPage because={because} />
  return (
    <ConnectPage
      because={because}
      apiBaseUrl={new URL(config.apiBaseUrl, location.href).href}
      check={check}
    />
  )
}
