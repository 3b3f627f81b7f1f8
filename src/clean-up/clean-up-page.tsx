import { useState } from 'react'
import { deviceActions } from '../actions/device-actions.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { FleetStatus } from '../search/fleet-status.tsx'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { Page } from '../ui/page.tsx'
import { CleanUpChoices } from './clean-up-choices.tsx'
import { readDays } from './clean-up-params.ts'
import { NothingFound } from './nothing-found.tsx'
import { excludedText, findStale } from './stale-devices.ts'
import { StalePreview } from './stale-preview.tsx'
import { useCleanUpParams } from './use-clean-up-params.ts'
import { TextLink } from '../ui/text-link.tsx'

/** Finds devices that haven't connected for a while, and deactivates or removes them. */
export function CleanUpPage() {
  const { params, change } = useCleanUpParams()
  const { days, countsNever, action } = params
  // Typed text belongs to one threshold: when the address brings another, it is replaced.
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
      lead={
        <p className="max-w-3xl">
          Devices that haven’t connected for a while. Each device is rechecked first, and skipped if
          it has connected since. See also{' '}
          <TextLink to={paths.duplicates}>duplicate hardware IDs</TextLink>.
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
            <NothingFound title={`No stale devices to ${deviceActions[action].verb.toLowerCase()}`}>
              {answer.data.excluded > 0
                ? excludedText(action, answer.data.excluded)
                : `Every device has connected ${countsNever ? 'or was registered ' : ''}within ${days} days${countsNever ? '.' : ', or has never connected.'}`}
            </NothingFound>
          )}
          {!answer.error && (answer.data?.total ?? 0) === 0 && !isRead && <RowsTableSkeleton />}
        </>
      )}
    </Page>
  )
}
