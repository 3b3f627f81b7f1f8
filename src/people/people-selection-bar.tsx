import type { Device } from '../api/device.ts'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { reasonToWait } from '../fleet/coverage.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { serverNow } from '../lib/clock.ts'
import { figureText } from '../lib/figure.ts'
import { termOf } from '../query/query.ts'
import { ownerKey } from '../query/value-key.ts'
import { counted } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { SelectionSection } from '../list/selection-section.tsx'
import { useSession } from '../session/use-session.tsx'
import { peopleSelection } from './people-columns.tsx'

const noDevices: readonly Device[] = []

/** The devices of the selected people, and the buttons to act on them. */
export function PeopleSelectionBar() {
  const selection = peopleSelection(useSession())
  const selected = useStore(selection)
  const fleet = useFleetState()
  const ids = [...selected.keys()]
  const result = useFleetQuery(['devices of people', ids], async (source, signal) => {
    const terms = ids.map((id) => termOf('owner', id))
    // An empty search would match every device.
    return terms.length === 0 ? noDevices : source.ask('matching', [terms, serverNow()], signal)
  })
  const { data, soFar = noDevices, isStale } = result
  const devices = (data ?? soFar).filter(({ owner }) => owner && selected.has(ownerKey(owner)))
  const figure = { count: devices.length, isFinal: data !== undefined }

  if (selected.size === 0) return null
  return (
    <SelectionSection
      count={
        <>
          {counted(selected.size, 'person', 'people')} selected
          <span className="font-normal text-ink-muted">, {figureText(figure, 'device')}</span>
        </>
      }
      onClear={selection.clear}
    >
      <DeviceActions
        devices={devices}
        labelOf={(_, verb) => `${verb} ${counted(devices.length, 'device')}`}
        disabledReason={reasonToWait(fleet, isStale)}
        contextOf={() => ({ label: `Devices of ${counted(selected.size, 'person', 'people')}` })}
        onActed={selection.clear}
      />
    </SelectionSection>
  )
}
