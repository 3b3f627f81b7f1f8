import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { deviceList, serverListParams } from '../devices/device-list.ts'
import { deviceQueries } from '../devices/queries.ts'
import { isSamePath } from '../lib/paths.ts'
import type { Config } from '../config/config.ts'
import type { ClosedBecause, Session } from '../session/open-session.ts'
import { ConnectPage } from './connect-page.tsx'
import { LockedPage } from './locked-page.tsx'
import { downloadWhenIdle } from './after-first-page.tsx'

/** Replaces the pages while there is no session. */
export function Disconnected({ config, because }: { config: Config; because: ClosedBecause }) {
  const { pathname, search } = useLocation()
  useEffect(() => downloadWhenIdle(), [])

  /** Whatever page is behind, a page of the list proves the key, and is the first one shown. */
  function check(session: Session) {
    const params = deviceList.parse(isSamePath(pathname, deviceList.path) ? search : '')
    return session.queryClient.fetchQuery(deviceQueries.list(session, serverListParams(params)))
  }

  if (config.auth === 'proxy') return <LockedPage config={config} because={because} />
  return <ConnectPage because={because} config={config} check={check} />
}
