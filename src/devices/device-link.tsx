import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Device } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { deviceName, legible } from '../lib/text.ts'
import { useConnection } from '../session/use-connection.ts'
import { Link } from '../ui/link.tsx'
import { originAt } from '../list/list-origin.ts'
import { deviceQueries } from './queries.ts'

/** A pointer that only passes over a row is not interest. */
const hoverBeforePrefetchMs = 80
/** A detail read this recently need not be read ahead again. */
const freshForMs = 15_000

/** DOM id of a row's link, by which focus finds its way back to the row. */
export function rowLinkId(id: string): string {
  return `device-${id}`
}

/** The name of a device in a row: the way to its page, which is read ahead on interest. */
export function DeviceLink({ device }: { device: Device }) {
  const connection = useConnection()
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  function readAhead() {
    void queryClient.prefetchQuery({
      ...deviceQueries.detail(connection, device.id),
      staleTime: freshForMs,
    })
  }

  return (
    <>
      <Link
        id={rowLinkId(device.id)}
        to={paths.device(device.id)}
        // The list travels along, so that the way back and the neighbours are exact.
        stateAt={originAt}
        onFocus={readAhead}
        onPointerEnter={() => {
          timer.current = setTimeout(readAhead, hoverBeforePrefetchMs)
        }}
        onPointerLeave={() => clearTimeout(timer.current)}
        title={legible(device.name)}
        className="block truncate font-medium text-ink decoration-accent underline-offset-2 group-hover/row:text-accent hover:underline max-sm:py-1 max-sm:text-base"
      >
        <bdi>{deviceName(device)}</bdi>
      </Link>
      {device.hardwareId && (
        <bdi className="block truncate font-mono text-xs text-ink-quiet group-data-[density=compact]/table:hidden">
          {legible(device.hardwareId, 60)}
        </bdi>
      )}
    </>
  )
}
