import { useMemo, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { deviceActions } from '../actions/definitions.ts'
import { reasonIfEmpty } from '../actions/selected-devices.ts'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { saveDevices } from '../fleet/files/save-devices.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { paths } from '../lib/paths.ts'
import { useSession } from '../session/use-session.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { CleanUpChoices } from './clean-up-choices.tsx'
import { CleanUpFrame } from './clean-up-frame.tsx'
import { cleanUpSearch, parseCleanUpParams, readDays } from './clean-up-params.ts'
import {
  excludedText,
  findStale,
  nothingStale,
  nothingStaleText,
  staleContext,
} from './stale-devices.ts'
import { StaleFindings } from './stale-findings.tsx'

const exportedFields = [
  'name',
  'status',
  'owner',
  'ownerEmail',
  'lastConnection',
  'createdAt',
  'appVersion',
  'hardwareId',
  'id',
] as const

/** Finds devices that haven't connected for a while, and deactivates or removes them. */
export function CleanUpPage() {
  const { search } = useLocation()
  const navigate = useNavigate()
  const session = useSession()
  const params = useMemo(() => parseCleanUpParams(search), [search])
  const { days, countsNever, action } = params
  // Typed text belongs to one threshold: when the address brings another, it is replaced.
  const [typed, setTyped] = useState({ beside: days, text: String(days) })
  const typedDays = typed.beside === days ? typed.text : String(days)
  const result = useFleetQuery(['stale', days, countsNever, action], (source, signal) =>
    findStale(source, params, signal),
  )
  const { coverage, isStale } = result
  const stale = result.data ?? result.soFar ?? nothingStale
  const proposal = useProposal('clean-up', true)
  const selected = stale.devices.filter(proposal.selection.has)
  const { label } = staleContext(params)

  function exportCsv() {
    const scope = { ids: selected.map(({ id }) => id) }
    const layout = { format: 'csv', fields: exportedFields, description: label } as const
    return saveDevices(session, { scope, ...layout })
  }

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
              isPartial={coverage.kind === 'partial'}
            />
          )}
        </CleanUpChoices>
      )}
      result={result}
      hasFound={stale.total > 0}
      nothing={{
        title: `No stale devices to ${deviceActions[action].verb.toLowerCase()}`,
        text: excludedText(stale.excluded) || nothingStaleText(stale, params),
      }}
    >
      {(isPending) => (
        <div className="grid gap-3">
          <ProposedDevices
            name="Stale devices"
            devices={stale.devices}
            proposal={proposal}
            coverage={coverage}
            isStale={isStale}
            isPending={isPending}
            tools={
              <SaveButton save={exportCsv} disabledReason={reasonIfEmpty(selected)}>
                Export preview
              </SaveButton>
            }
            actions={[action]}
            problem={
              readDays(typedDays) === undefined ? 'The number of days is not valid' : undefined
            }
            contextOf={() => staleContext(params)}
          />
        </div>
      )}
    </CleanUpFrame>
  )
}
