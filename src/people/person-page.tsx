import { useState } from 'react'
import { useParams } from 'react-router'
import type { Device, Owner } from '../api/device.ts'
import { ownerName } from '../device/owner.ts'
import { RowsTableSkeleton } from '../list/rows-skeleton.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import type { Coverage } from '../fleet/coverage.ts'
import { ownerKey } from '../query/value-key.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { DeviceSlots } from './device-slots.tsx'
import { PersonDevices } from './person-devices.tsx'

/** A person, by the user ID in the address: their devices and their device limit. */
export function PersonPage({ deviceLimit }: { deviceLimit: number }) {
  const { userId = '' } = useParams()
  // Another person is another page, with a selection of its own.
  return <KnownPersonPage key={userId} userId={userId} deviceLimit={deviceLimit} />
}

const noDevices: readonly Device[] = []

function KnownPersonPage({ userId, deviceLimit }: { userId: string; deviceLimit: number }) {
  const fleet = useFleet()
  const result = useFleetQuery(['owner', userId], async (source, signal) => {
    const found = await source.ask('ofOwners', [[ownerKey({ id: userId })]], signal)
    // An e-mail address is the key of an owner without an ID, who has no page.
    return found.filter(({ owner }) => owner?.id === userId)
  })
  const { coverage, isStale } = result
  const devices = result.data ?? result.soFar ?? noDevices
  const owner = mergeOwner(devices)
  // Keeps the person on the page when their last device is removed.
  const [known, setKnown] = useState<Owner>()
  if (owner && known === undefined) setKnown(owner)
  const person = owner ?? known

  if (result.data && !isStale && !person) {
    return <UnknownPerson userId={userId} isComplete={coverage.kind === 'complete'} />
  }
  return (
    <Page
      title={person ? ownerName(person) : 'Person'}
      back={{ to: paths.people(), label: 'People' }}
      lead={<Identity owner={person} userId={userId} />}
    >
      <FleetStatus result={result} />
      {result.error && <FailureNotice error={result.error} />}
      {devices.length > 0 && (
        <>
          <DeviceSlots
            count={devices.length}
            limit={deviceLimit}
            isPartial={coverage.kind !== 'complete'}
          />
          <PersonDevices
            userId={userId}
            devices={devices}
            ownerName={ownerName(person)}
            fleet={fleet}
            coverage={coverage}
            isStale={isStale}
          />
        </>
      )}
      {result.data && coverage.kind === 'complete' && devices.length === 0 && person && (
        <Notice tone="info" title="No devices left">
          All device slots are free. This doesn’t close the account: do that in the Cipherscale
          admin portal.
        </Notice>
      )}
      {!person && !result.error && <NotFoundSoFar coverage={coverage} />}
    </Page>
  )
}

/** Merges what the devices say about their owner, the first ones first: each row may have a different part. */
function mergeOwner(devices: readonly Device[]): Owner | undefined {
  const owners = devices.flatMap(({ owner }) => owner ?? [])
  if (owners.length === 0) return undefined
  return owners.reduceRight<Owner>((merged, owner) => ({ ...merged, ...owner }), {})
}

function NotFoundSoFar({ coverage }: { coverage: Coverage }) {
  if (coverage.isLoading || coverage.kind !== 'partial') return <RowsTableSkeleton />
  return coverage.held > 0 ? <p>Not found among the devices loaded so far.</p> : null
}

function Identity({ owner, userId }: { owner: Owner | undefined; userId: string }) {
  return (
    <dl className="flex flex-wrap items-center gap-x-6 gap-y-1 text-sm">
      {owner?.email && (
        <div className="flex min-w-0 items-center gap-1">
          <dt className="sr-only">E-mail</dt>
          <dd className="flex min-w-0 items-center gap-1">
            <bdi className="truncate text-ink">{sanitizeForDisplay(owner.email, 120)}</bdi>
            <CopyButton text={owner.email} what="e-mail address" />
          </dd>
        </div>
      )}
      <div className="flex min-w-0 items-center gap-1.5">
        <dt className="shrink-0 text-ink-quiet">User ID</dt>
        <dd className="flex min-w-0 items-center gap-1">
          <bdi className="truncate font-mono text-xs">
            {sanitizeForDisplay(owner?.id ?? userId, 80)}
          </bdi>
          <CopyButton text={owner?.id ?? userId} what="user ID" />
        </dd>
      </div>
    </dl>
  )
}

function UnknownPerson({ userId, isComplete }: { userId: string; isComplete: boolean }) {
  useDocumentTitle('Person not found')
  return (
    <DeadEnd
      title="Person not found"
      next={<TextLink to={paths.devices()}>Go to devices</TextLink>}
    >
      <p>
        The API lists people only by their devices, and{' '}
        {isComplete ? 'no device' : 'no device loaded'} belongs to{' '}
        <bdi className="font-mono text-sm">{sanitizeForDisplay(userId, 80)}</bdi>. Their devices may
        have been removed, the address may be incomplete, or the API’s list may leave owners out.
      </p>
      {!isComplete && (
        <p className="mt-2">Some devices couldn’t be loaded. Theirs may be among them.</p>
      )}
    </DeadEnd>
  )
}
