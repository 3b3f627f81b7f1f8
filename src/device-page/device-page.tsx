import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import type { ConfirmationResult } from '../actions/confirmation/confirmation.ts'
import { isGone } from '../actions/run/outcome.ts'
import { isDeviceId } from '../api/device.ts'
import { ApiError, isBadRequest } from '../api/errors.ts'
import { FailureDetails, FailureNotice } from '../feedback/failure-notice.tsx'
import { StillWaiting } from '../feedback/still-waiting.tsx'
import { deviceNow, recentlyRemoved } from '../fleet/settled.ts'
import { navigation } from '../lib/navigation.ts'
import { timeZone } from '../lib/preferences.ts'
import { deviceName } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { useSlow } from '../lib/use-slow.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'
import { DeviceFacts } from './device-facts.tsx'
import { DeviceHeader } from './device-header.tsx'
import { DeviceNavigation } from './device-navigation.tsx'
import type { ListOrigin } from '../list/list-address.ts'
import { deviceList } from '../devices/device-list.ts'
import { cachedDevice, deviceQueries } from '../devices/queries.ts'
import { NoticeRegion } from '../list/list-notices.tsx'
import { useAutoRefresh } from '../list/use-auto-refresh.ts'
import { PageFrame } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'

/** One device, by the ID in the address. */
export function DevicePage() {
  const { id = '' } = useParams()
  const origin = deviceList.originAt(useLocation())
  if (!isDeviceId(id)) {
    return (
      <DeadEnd title="Invalid device address" next={<BackToList origin={origin} />}>
        A device address ends in an ID of letters, digits, dashes and underscores, such as
        123e4567-e89b-12d3-a456-426614174000. Check that it was copied in full.
      </DeadEnd>
    )
  }
  // Another device is another page, with a state of its own.
  return <KnownDevicePage key={id} id={id} origin={origin} />
}

function KnownDevicePage({ id, origin }: { id: string; origin: ListOrigin }) {
  const session = useSession()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [fromRow] = useState(() => cachedDevice(queryClient, id))
  const wasRemoved = recentlyRemoved(session, id)
  const query = useQuery({
    ...deviceQueries.detail(session, id),
    ...useAutoRefresh(),
    // A device that this console just removed is not read again: the 404 is known.
    enabled: !wasRemoved,
  })
  const isSlow = useSlow(query.isFetching)
  const zone = useStore(timeZone)
  const device = query.data?.device ?? (fromRow && deviceNow(session, fromRow))
  const isMissing =
    wasRemoved || (query.error instanceof ApiError && query.error.kind === 'not-found')
  useDocumentTitle(device ? deviceName(device) : 'Device')

  function leaveIfGone({ action, outcome }: ConfirmationResult) {
    // Back leads off this page even while the answer is awaited.
    if (isGone(action, outcome) && navigation().location.pathname === pathname) {
      const { to, state } = deviceList.linkTo(origin)
      void navigate(to, { replace: true, state })
    }
  }

  if (isMissing) {
    return (
      <DeadEnd
        title={device ? `${deviceName(device)} was removed` : 'Device not found'}
        next={<BackToList origin={origin} />}
      >
        {device
          ? 'Someone removed it, in this console or elsewhere. The list shows all current devices.'
          : 'It may have been removed, or belong to a network that this key can’t see. Check the address, or search for the device in the list.'}
      </DeadEnd>
    )
  }
  // The API takes other IDs than `isDeviceId`, such as UUIDs alone.
  if (!device && isBadRequest(query.error)) {
    return (
      <DeadEnd title="The API rejected this device ID" next={<BackToList origin={origin} />}>
        <p>Check that the address was copied in full, or search for the device in the list.</p>
        <FailureDetails error={query.error} />
      </DeadEnd>
    )
  }
  return (
    <PageFrame>
      <DeviceNavigation id={id} origin={origin} />
      {device ? (
        <DeviceHeader device={device} onActed={leaveIfGone} />
      ) : (
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight">
          Device
        </h1>
      )}
      {query.isError && (
        <FailureNotice
          error={query.error}
          context={
            query.data
              ? `Showing data from ${clockTime(query.dataUpdatedAt, zone)}.`
              : device
                ? 'Showing data from the list.'
                : ''
          }
          onRetry={() => query.refetch()}
        />
      )}
      <NoticeRegion>{isSlow && !query.isError && <StillWaiting />}</NoticeRegion>
      {device ? (
        <DeviceFacts device={device} answer={query.data?.body} updatedAt={query.dataUpdatedAt} />
      ) : (
        !query.isError && <DeviceSkeleton />
      )}
    </PageFrame>
  )
}

function BackToList({ origin }: { origin: ListOrigin }) {
  return <TextLink {...deviceList.linkTo(origin)}>Back to devices</TextLink>
}

function DeviceSkeleton() {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {['posture', 'owner', 'identity', 'raw'].map((group) => (
        <div key={group} className="card p-5 max-sm:p-4">
          <Skeleton className="h-5 w-24" />
          <div className="mt-4 grid gap-3">
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-4 w-2/3" />
          </div>
        </div>
      ))}
    </div>
  )
}
