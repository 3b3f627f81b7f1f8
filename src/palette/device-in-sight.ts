import type { QueryClient } from '@tanstack/react-query'
import type { Connection } from '../api/connection.ts'
import type { Device } from '../api/device.ts'
import { cachedDevice, cachedPages, deviceQueries } from '../devices/queries.ts'
import { rowLinkId } from '../devices/device-link.tsx'
import { navigation } from '../lib/navigation.ts'
import { paths } from '../lib/paths.ts'

/** The device whose page is open, or whose row has the focus. */
export function deviceInSight(queryClient: QueryClient, connection: Connection) {
  return deviceOfPage(queryClient, connection) ?? deviceOfRow(queryClient)
}

function deviceOfPage(queryClient: QueryClient, connection: Connection): Device | undefined {
  const prefix = `${paths.devices()}/`
  const { pathname } = navigation().location
  if (!pathname.startsWith(prefix)) return undefined
  const id = decodeURIComponent(pathname.slice(prefix.length))
  const detail = queryClient.getQueryData(deviceQueries.detail(connection, id).queryKey)
  return detail?.device ?? cachedDevice(queryClient, id)
}

function deviceOfRow(queryClient: QueryClient): Device | undefined {
  const linkId = document.activeElement?.closest('tr')?.querySelector('a')?.id
  return cachedPages(queryClient)
    .flatMap(({ rows }) => rows)
    .findLast(({ id }) => rowLinkId(id) === linkId)
}
