import { useState } from 'react'
import { deviceActions } from '../actions/definitions.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { FleetStatus } from '../search/fleet-status.tsx'
import { Page } from '../ui/page.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { CleanUpChoices } from './clean-up-choices.tsx'
import { readDays } from './clean-up-params.ts'
import { CleanUpTabs } from './clean-up-tabs.tsx'
import { isStillToCome } from './still-to-come.ts'
import { NothingFound } from './nothing-found.tsx'
import { excludedText, findStale, nothingStale, nothingStaleText } from './stale-devices.ts'
import { StalePreview } from './stale-preview.tsx'
import { useCleanUpParams } from './use-clean-up-params.ts'

/** Finds devices that haven't connected for a while, and deactivates or removes them. */
export function CleanUpPage() {
  const { params, change } = useCleanUpParams()
  const { days, countsNever, action } = params
  // Typed text belongs to one threshold: when the address brings another, it is replaced.
  const [typed, setTyped] = useState({ beside: days, text: String(days) })
  const typedDays = typed.beside === days ? typed.text : String(days)
  const fleet = useFleet()
  const result = useFleetQuery(['stale', days, countsNever, action], (source, signal) =>
    findStale(source, params, signal),
  )
  const { coverage, error, isStale } = result
  const stale = result.data ?? result.soFar
  const isPending = isStillToCome(fleet, result)
  return (
    <Page
      title="Clean up stale devices"
      lead={
        <>
          <CleanUpTabs current={paths.cleanUp} />
          <p className="max-w-3xl">
            Devices that haven’t connected for a while. Each device is rechecked first, and skipped
            if it has connected since. See also{' '}
            <TextLink to={paths.fromList}>devices from a list</TextLink>.
          </p>
        </>
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
      <FleetStatus />
      {error && <FailureNotice error={error} />}
      {isPending || (stale && stale.total > 0) ? (
        <StalePreview
          stale={stale ?? nothingStale}
          isPending={isPending}
          params={params}
          fleet={fleet}
          coverage={coverage}
          isStale={isStale}
          problem={
            readDays(typedDays) === undefined ? 'The number of days is not valid' : undefined
          }
        />
      ) : (
        !error && (
          <NothingFound
            coverage={coverage}
            title={`No stale devices to ${deviceActions[action].verb.toLowerCase()}`}
          >
            {stale &&
              (stale.excluded > 0
                ? excludedText(action, stale.excluded)
                : nothingStaleText(stale, params))}
          </NothingFound>
        )
      )}
    </Page>
  )
}
