import { useEffect } from 'react'
import { useLocation } from 'react-router'
import type { Connection } from '../api/connection.ts'
import { parseListParams } from '../list/list-params.ts'
import { readPageAhead } from '../devices/read-page.ts'
import { isDeviceList } from '../lib/paths.ts'
import type { Config } from '../session/config.ts'
import { ConnectPage } from './connect-page.tsx'
import { LockedPage } from './locked-page.tsx'
import type { ClosedBecause } from '../session/session.ts'
import { preloadWhenIdle } from './preload-after-first-page.tsx'

/** What stands in place of the pages while there is no session. */
export function Disconnected({ config, because }: { config: Config; because: ClosedBecause }) {
  const { pathname, search } = useLocation()
  useEffect(() => preloadWhenIdle(), [])

  async function check(connection: Connection) {
    // Whatever page is behind, a page of the list proves the key; it is kept as the first one shown.
    // A search would not do: the copy of the fleet answers it, without a word to the API.
    const params = { ...parseListParams(isDeviceList(pathname) ? search : ''), q: '' }
    await readPageAhead(connection, params)
  }

  if (config.auth === 'proxy') return <LockedPage />
  return (
    <ConnectPage
      because={because}
      apiBaseUrl={new URL(config.apiBaseUrl, location.href).href}
      check={check}
    />
  )
}
