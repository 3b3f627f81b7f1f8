import { useMemo, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { deviceActions } from '../actions/definitions.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { paths } from '../lib/paths.ts'
import { TextLink } from '../ui/text-link.tsx'
import { CleanUpChoices } from './clean-up-choices.tsx'
import { CleanUpFrame } from './clean-up-frame.tsx'
import { cleanUpSearch, parseCleanUpParams, readDays } from './clean-up-params.ts'
import { excludedText, findStale, nothingStale, nothingStaleText } from './stale-devices.ts'
import { StaleFindings } from './stale-findings.tsx'
import { StalePreview } from './stale-preview.tsx'

/** Finds devices that haven't connected for a while, and deactivates or removes them. */
export function CleanUpPage() {
  const { search } = useLocation()
  const navigate = useNavigate()
  const params = useMemo(() => parseCleanUpParams(search), [search])
  const { days, countsNever, action } = params
  // Typed text belongs to one threshold: when the address brings another, it is replaced.
  const [typed, setTyped] = useState({ beside: days, text: String(days) })
  const typedDays = typed.beside === days ? typed.text : String(days)
  const result = useFleetQuery(['stale', days, countsNever, action], (source, signal) =>
    findStale(source, params, signal),
  )
  const stale = result.data ?? result.soFar ?? nothingStale
  return (
    <CleanUpFrame
      title="Clean up stale devices"
      path={paths.cleanUp}
      lead={
        <>
          Devices that haven’t connected for a while. Each device is rechecked first, and skipped if
          it has connected since. See also{' '}
          <TextLink to={paths.fromList}>devices from a list</TextLink>.
        </>
      }
      renderChoices={(isPending) => (
        <CleanUpChoices
          params={params}
          onChange={(next) => {
            setTyped({ beside: days, text: String(days) })
            void navigate(paths.cleanUp + cleanUpSearch({ ...params, ...next }))
          }}
          typedDays={typedDays}
          onType={(text) => setTyped({ beside: days, text })}
        >
          {(isPending || stale.total > 0) && (
            <StaleFindings
              stale={stale}
              params={params}
              isPending={isPending}
              isPartial={result.coverage.kind === 'partial'}
            />
          )}
        </CleanUpChoices>
      )}
      result={result}
      hasFound={stale.total > 0}
      nothing={{
        title: `No stale devices to ${deviceActions[action].verb.toLowerCase()}`,
        text:
          stale.excluded > 0
            ? excludedText(action, stale.excluded)
            : nothingStaleText(stale, params),
      }}
    >
      {(isPending) => (
        <StalePreview
          stale={stale}
          isPending={isPending}
          params={params}
          result={result}
          problem={
            readDays(typedDays) === undefined ? 'The number of days is not valid' : undefined
          }
        />
      )}
    </CleanUpFrame>
  )
}
