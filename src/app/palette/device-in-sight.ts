import type { QueryClient } from '@tanstack/react-query'
import { matchPath } from 'react-router'
import type { Connection } from '../../api/connection.ts'
import type { Device } from '../../api/device.ts'
import { cachedDevice, cachedPages, deviceQueries } from '../../devices/queries.ts'
import { rowLinkId } from '../../devices/device-link.tsx'
import { navigation } from '../../lib/navigation.ts'
import { routes } from '../../lib/paths.ts'

/** The device whose page is open, or whose row has the focus. */
export function deviceInSight(queryClient: QueryClient, connection: Connection) {
  return deviceOfPage(queryClient, connection) ?? deviceOfRow(queryClient)
}

function deviceOfPage(queryClient: QueryClient, connection: Connection): Device | undefined {
  const id = matchPath(routes.device, navigation().location.pathname)?.params.id
  if (id === undefined) return undefined
  const detail = queryClient.getQueryData(deviceQueries.detail(connection, id).queryKey)
  return detail?.device ?? cachedDevice(queryClient, id)
}

function deviceOfRow(queryClient: QueryClient): Device | undefined {
  const linkId = document.activeElement?.closest('tr')?.querySelector('a')?.id
  return cachedPages(queryClient)
    .flatMap(({ rows }) => rows)
    .findLast(({ id }) => rowLinkId(id) === linkId)
}
