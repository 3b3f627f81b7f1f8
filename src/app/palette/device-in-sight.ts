import { matchPath } from 'react-router'
import type { Device } from '../../api/device.ts'
import { cachedDevice, cachedPages, deviceQueries } from '../../devices/queries.ts'
import { rowLinkId } from '../../devices/device-link.tsx'
import { navigation } from '../../lib/navigation.ts'
import { routes } from '../../lib/paths.ts'
import type { Session } from '../../session/open-session.ts'

/** The device whose page is open, or whose row has the focus. */
export function deviceInSight(session: Session) {
  return deviceOfPage(session) ?? deviceOfRow(session)
}

function deviceOfPage(session: Session): Device | undefined {
  const { queryClient } = session
  const id = matchPath(routes.device, navigation().location.pathname)?.params.id
  if (id === undefined) return undefined
  const detail = queryClient.getQueryData(deviceQueries.detail(session, id).queryKey)
  return detail?.device ?? cachedDevice(queryClient, id)
}

function deviceOfRow({ queryClient }: Session): Device | undefined {
  const linkId = document.activeElement?.closest('tr')?.querySelector('a')?.id
  return cachedPages(queryClient)
    .flatMap(({ rows }) => rows)
    .findLast(({ id }) => rowLinkId(id) === linkId)
}
