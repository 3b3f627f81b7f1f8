import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import type { Device, Owner } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { deviceName } from '../lib/text.ts'
import { cachedPages } from '../devices/queries.ts'
import { Link } from '../ui/link.tsx'

const mostShown = 8

/** The owner's other devices on the pages of the list that are in memory. */
export function OtherDevicesOfOwner({ owner, deviceId }: { owner: Owner; deviceId: string }) {
  const queryClient = useQueryClient()
  const { state } = useLocation()
  const others = new Map<string, Device>()
  for (const page of cachedPages(queryClient)) {
    for (const device of page.rows) {
      if (owner.id && device.owner?.id === owner.id && device.id !== deviceId) {
        others.set(device.id, device)
      }
    }
  }
  if (others.size === 0) return null
  return (
    <div className="mt-1 border-t border-line pt-3">
      <h3 className="text-sm font-medium">Other devices of this person</h3>
      <ul className="mt-1.5 grid gap-1 text-sm">
        {[...others.values()].slice(0, mostShown).map((device) => (
          <li key={device.id} className="flex min-w-0 items-baseline justify-between gap-3">
            <Link
              to={paths.device(device.id)}
              state={state as unknown}
              className="truncate py-0.5 text-accent underline-offset-2 hover:underline"
            >
              <bdi>{deviceName(device)}</bdi>
            </Link>
            <span className="shrink-0 text-ink-quiet">{device.status}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
