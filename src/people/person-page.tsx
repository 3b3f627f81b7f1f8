import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import type { Device, Owner } from '../api/device.ts'
import { ownerName } from '../device/owner.ts'
import { RowsTableSkeleton } from '../list/rows-skeleton.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import type { Coverage } from '../fleet/coverage.ts'
import { ownerKey } from '../query/value-key.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { paths } from '../lib/paths.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { DeviceSlots } from './device-slots.tsx'
import { PersonDevices } from './person-devices.tsx'

/** A person, by the user ID in the address: their devices and their device limit. */
export function PersonPage() {
  const { userId = '' } = useParams()
  // Another person is another page, with a selection of its own.
  return <KnownPersonPage key={userId} userId={userId} />
}

const noDevices: readonly Device[] = []

function KnownPersonPage({ userId }: { userId: string }) {
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
      lead={
        <div className="grid grid-cols-[minmax(0,1fr)]">
          <Identity owner={person} userId={userId} isComing={!person && coverage.isLoading} />
          <FleetStatus result={result} />
        </div>
      }
    >
      {result.error && <FailureNotice error={result.error} />}
      {devices.length > 0 && (
        <>
          <DeviceSlots count={devices.length} isPartial={coverage.kind !== 'complete'} />
          <PersonDevices
            userId={userId}
            devices={devices}
            ownerName={ownerName(person)}
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

interface IdentityProps {
  owner: Owner | undefined
  userId: string
  isComing: boolean
}

/** One line below the name; on a phone a card with a line for each, which its button is as tall as. */
function Identity({ owner, userId, isComing }: IdentityProps) {
  const id = owner?.id ?? userId
  return (
    <dl className="flex flex-wrap items-center gap-x-6 gap-y-1 text-sm max-sm:order-1 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)] max-sm:gap-0 max-sm:divide-y max-sm:divide-line max-sm:pl-4 max-sm:card">
      {isComing && (
        <Fact label="E-mail">
          <Skeleton className="h-3.5 w-40 max-sm:my-3.75" />
        </Fact>
      )}
      {owner?.email && (
        <Fact label="E-mail">
          <bdi className={`text-ink ${textClass}`}>{sanitizeForDisplay(owner.email, 120)}</bdi>
          <CopyButton text={owner.email} what="e-mail address" />
        </Fact>
      )}
      <Fact label="User ID">
        <bdi className={`font-mono text-xs max-sm:text-ink ${textClass}`}>
          {sanitizeForDisplay(id, 80)}
        </bdi>
        <CopyButton text={id} what="user ID" />
      </Fact>
    </dl>
  )
}

const textClass = 'min-w-0 truncate max-sm:grow'

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <dt className="shrink-0 text-ink-quiet max-sm:w-16">{label}</dt>
      <dd className="flex min-w-0 grow items-center gap-1">{children}</dd>
    </div>
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
        <p className="mt-2">Some devices couldn’t be loaded. This person may own some of those.</p>
      )}
    </DeadEnd>
  )
}
