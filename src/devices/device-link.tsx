import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Device } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { deviceName, sanitizeForDisplay } from '../lib/text.ts'
import type { RowMatch } from '../list/list-page.ts'
import { marked } from '../list/marked.tsx'
import { rowNoteId } from '../list/select-column.tsx'
import { useSession } from '../session/use-session.tsx'
import { Link } from '../ui/link.tsx'
import { deviceList } from './device-list.ts'
import { deviceQueries } from './queries.ts'

/** A pointer that only passes over a row means nothing. */
const hoverBeforePrefetchMs = 80
/** A detail read this recently (ms) is not read ahead again. */
const freshForMs = 15_000

/** Returns the DOM ID of a row's link, by which focus returns to the row. */
export function rowLinkId(id: string): string {
  return `device-${id}`
}

interface DeviceLinkProps {
  device: Device
  /** Shown below the name in place of the hardware ID. */
  note?: string | undefined
  marks?: RowMatch['marks'] | undefined
  /** It has no page any more. */
  isGone?: boolean | undefined
}

/** The name of a device in a row, linked to its page, which is read ahead on hover and focus. */
export function DeviceLink({ device, note, marks = {}, isGone }: DeviceLinkProps) {
  const session = useSession()
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  function readAhead() {
    void queryClient.prefetchQuery({
      ...deviceQueries.detail(session, device.id),
      staleTime: freshForMs,
    })
  }

  return (
    <>
      {isGone ? (
        <bdi className="block truncate font-medium">{deviceName(device)}</bdi>
      ) : (
        <Link
          id={rowLinkId(device.id)}
          to={paths.device(device.id)}
          // The list travels along, so that Back and the neighbors are exact.
          stateAt={deviceList.originAt}
          onFocus={readAhead}
          onPointerEnter={() => {
            timer.current = setTimeout(readAhead, hoverBeforePrefetchMs)
          }}
          onPointerLeave={() => clearTimeout(timer.current)}
          title={sanitizeForDisplay(device.name)}
          dir="auto"
          className="row-link"
        >
          {marked(marks['name'] ?? deviceName(device))}
        </Link>
      )}
      {note && (
        <span id={rowNoteId(device.id)} className="block truncate text-xs text-ink-muted">
          {note}
        </span>
      )}
      {!note && device.hardwareId && (
        <bdi className="row-id" data-found={(marks['hardwareId'] && !marks['name']) || undefined}>
          {marked(marks['hardwareId'] ?? sanitizeForDisplay(device.hardwareId, 60))}
        </bdi>
      )}
    </>
  )
}
