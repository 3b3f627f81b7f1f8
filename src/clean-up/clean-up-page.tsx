import { useState } from 'react'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { FleetStatus } from '../search/fleet-status.tsx'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { counted } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { CleanUpChoices } from './clean-up-choices.tsx'
import { readDays } from './clean-up-params.ts'
import { NothingFound } from './nothing-found.tsx'
import { findStale } from './stale-devices.ts'
import { StalePreview } from './stale-preview.tsx'
import { useCleanUpParams } from './use-clean-up-params.ts'

/** Finds devices that nobody has used for a while, and takes them off the network. */
export function CleanUpPage() {
  const { params, change } = useCleanUpParams()
  const { days, countsNever, action } = params
  // Of the threshold it was typed beside: another one in the address brings another text.
  const [typed, setTyped] = useState({ beside: days, text: String(days) })
  const typedDays = typed.beside === days ? typed.text : String(days)
  const fleet = useFleet()
  const answer = useFleetAnswer(['stale', days, countsNever, action], (source, signal) =>
    findStale(source, params, signal),
  )
  const isRead = fleet.phase === 'complete' || fleet.phase === 'incomplete'
  const hasFailedWithNothing = fleet.phase === 'failed' && fleet.held === 0
  return (
    <Page
      title="Clean up stale devices"
      back={{ to: paths.devices(), label: 'Devices' }}
      lead={
        <p className="max-w-3xl">
          Devices that have not connected for a while. Each is read again before its turn and
          skipped if it has connected since. Also:{' '}
          <Link to={paths.duplicates} className="text-accent underline underline-offset-2">
            devices with the same hardware ID
          </Link>
          .
        </p>
      }
    >
      <CleanUpChoices
        params={params}
        onChange={(next) => {
          setTyped({ beside: days, text: String(days) })
          change(next)
        }}
        typedDays={typedDays}
        onType={(text) => setTyped({ beside: days, text })}
      />
      <FleetStatus state={fleet} />
      {fleet.phase !== 'declined' && !hasFailedWithNothing && (
        <>
          {answer.error && <FailureNotice error={answer.error} />}
          {answer.data && answer.data.total > 0 && (
            <StalePreview
              stale={answer.data}
              params={params}
              fleet={fleet}
              isStale={answer.isStale}
              problem={
                readDays(typedDays) === undefined ? 'The number of days is not valid' : undefined
              }
            />
          )}
          {answer.data?.total === 0 && isRead && !answer.isStale && (
            <NothingFound
              title={
                action === 'deactivate' ? 'No stale devices to deactivate' : 'No stale devices'
              }
            >
              {answer.data.deactivated > 0
                ? `${counted(answer.data.deactivated, 'stale device')} are deactivated already; to free their slots, choose Remove.`
                : `Every device has connected within ${days} days${countsNever ? ', or was registered within them.' : ', or never.'}`}
            </NothingFound>
          )}
          {!answer.error && (answer.data?.total ?? 0) === 0 && !isRead && <RowsTableSkeleton />}
        </>
      )}
    </Page>
  )
}
