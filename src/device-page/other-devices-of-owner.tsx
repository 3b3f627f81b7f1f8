import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import type { Device, Owner } from '../api/device.ts'
import { personPath } from '../device/owner.ts'
import { StatusBadge } from '../device/status-badge.tsx'
import { cachedPages } from '../devices/queries.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { paths } from '../lib/paths.ts'
import { counted, deviceName } from '../lib/text.ts'
import { ownerKey } from '../query/value-key.ts'
import { TextLink } from '../ui/text-link.tsx'

const maxShown = 8

/** A person's other devices, of the snapshot or the pages in memory. Their own page has all of them. */
export function OtherDevicesOfOwner({ owner, deviceId }: { owner: Owner; deviceId: string }) {
  const queryClient = useQueryClient()
  const { state } = useLocation()
  const { id: ownerId } = owner
  const { data, soFar } = useFleetQuery(['other-devices', ownerId], (fleet, signal) =>
    fleet.ask('ofOwners', [[ownerKey(owner)]], signal),
  )
  const all = data ?? soFar ?? cachedPages(queryClient).flatMap(({ rows }) => rows)
  // Owners without an ID aren't told apart for certain.
  const others = new Map<string, Device>()
  for (const device of all) {
    if (ownerId && device.owner?.id === ownerId && device.id !== deviceId) {
      others.set(device.id, device)
    }
  }
  const address = personPath(owner)
  if (others.size === 0 && address === undefined) return null
  const more = others.size - maxShown
  return (
    <div className="mt-1 grid gap-1.5 border-t border-line pt-3 text-sm">
      {others.size > 0 && (
        <>
          <h3 className="font-medium">Other devices of this person</h3>
          <ul className="grid gap-1">
            {[...others.values()].slice(0, maxShown).map((device) => (
              <li key={device.id} className="flex min-w-0 items-baseline justify-between gap-3">
                <TextLink
                  to={paths.device(device.id)}
                  state={state as unknown}
                  className="truncate py-0.5"
                >
                  <bdi>{deviceName(device)}</bdi>
                </TextLink>
                <span className="shrink-0">
                  <StatusBadge status={device.status} />
                </span>
              </li>
            ))}
          </ul>
          {more > 0 && (
            <p className="text-ink-muted">
              {data ? counted(more, 'more device') : 'Not all devices are loaded'}
            </p>
          )}
        </>
      )}
      {address !== undefined && (
        <p>
          <TextLink to={address}>All devices of this person</TextLink>
        </p>
      )}
    </div>
  )
}
