import { X } from 'lucide-react'
import type { Device } from '../api/device.ts'
import { DeviceActions } from '../confirm/device-actions.tsx'
import { reasonToWait } from '../fleet/completeness.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { personId } from '../fleet/people.ts'
import { termOf } from '../fleet/query.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { counted } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { useRowKeys } from '../list/use-row-keys.ts'
import { Button } from '../ui/button.tsx'
import { peopleSelection } from './people-columns.tsx'

const noDevices: readonly Device[] = []

/** The devices of the selected people, the buttons to act on them, and the keys that move through the rows. */
export function PeopleSelectionBar() {
  const selected = useStore(peopleSelection)
  const fleet = useStore(fleetState)
  useRowKeys()
  const ids = [...selected.keys()]
  const { data, isStale } = useFleetAnswer(['devices of people', ids], async (source, signal) => {
    const terms = ids.map((id) => termOf('owner', id === 'none' ? 'none' : id.replace(/^:/, '')))
    // An empty search would match every device.
    return terms.length === 0 ? noDevices : source.matching(terms, signal)
  })
  const devices = (data ?? noDevices).filter(({ owner }) => selected.has(personId(owner)))

  if (selected.size === 0) return null
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-0 z-10 order-3 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg bg-selected px-3 py-1.5 text-sm max-sm:-mx-4 max-sm:rounded-none max-sm:border-t max-sm:border-line max-sm:px-4 max-sm:shadow-float"
    >
      <p role="status" className="font-medium tabular-nums">
        {counted(selected.size, 'person', 'people')} selected
        <span className="font-normal text-ink-muted">, {counted(devices.length, 'device')}</span>
      </p>
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:gap-1.5">
        <DeviceActions
          devices={devices}
          labelOf={(_, verb) => `${verb} ${counted(devices.length, 'device')}`}
          disabledReason={reasonToWait(fleet, isStale)}
          contextOf={() => ({ label: `Devices of ${counted(selected.size, 'person', 'people')}` })}
          onActed={peopleSelection.clear}
        />
        <Button
          variant="quiet"
          square
          aria-label="Clear selection"
          icon={<X aria-hidden className="size-4" />}
          onClick={peopleSelection.clear}
        />
      </div>
    </section>
  )
}
