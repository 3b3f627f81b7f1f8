import { Users } from 'lucide-react'
import { DeviceActions } from '../actions/action-buttons.tsx'
import type { Device } from '../api/device.ts'
import { ownerName } from '../device/owner.ts'
import { reasonToWait } from '../fleet/coverage.ts'
import { isSearchable } from '../fleet/fleet-state.ts'
import { splitPeopleSearch } from '../fleet/people-search.ts'
import type { Person, PeopleSortField } from '../fleet/snapshot/people.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { refreshFleet, useFleetState } from '../fleet/use-fleet.ts'
import { figureText } from '../lib/figure.ts'
import { counted } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { ListScreen, type ListDefinition } from '../list/list-screen.tsx'
import { SelectionSection } from '../list/selection-section.tsx'
import { ownerKey } from '../query/value-key.ts'
import { FleetTrouble } from '../fleet/fleet-status.tsx'
import { SearchField } from '../search/search-field.tsx'
import { useSession } from '../session/use-session.tsx'
import { Empty } from '../ui/empty.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { peopleColumns, peopleSelection, peopleSettings } from './people-columns.tsx'
import { PeopleStatus, PeopleTabs, PeopleTools } from './people-controls.tsx'
import { peopleList, type PeopleListPage, type PeopleListProps } from './people-list.ts'
import { peopleQuery } from './people-queries.ts'

const definition: ListDefinition<Person, PeopleSortField, PeopleListPage> = {
  snapshot: { query: peopleQuery, refresh: refreshFleet },
  title: 'People',
  noun: 'person',
  address: peopleList,
  columns: peopleColumns,
  settings: peopleSettings,
  selection: peopleSelection,
  nameOf: ({ owner }) => ownerName(owner),
  removedNote: 'No devices left',
  Search: PeopleSearch,
  Tabs: PeopleTabs,
  Tools: PeopleTools,
  Status: PeopleStatus,
  Notices: PeopleNotices,
  Empty: NoPeople,
  SelectionBar: PeopleSelectionBar,
}

/** The people that own devices. */
export function PeoplePage() {
  return <ListScreen list={definition} />
}

function PeopleSearch({ place }: PeopleListProps) {
  return (
    <SearchField
      label="Search people"
      placeholder="Search: name, e-mail, user ID"
      place={place}
      split={splitPeopleSearch}
    />
  )
}

function PeopleNotices() {
  return (
    <div className="empty:hidden beside-rows">
      <FleetTrouble />
    </div>
  )
}

function NoPeople({ place, page }: PeopleListProps) {
  const fleet = useFleetState()
  // The notice says why; whether there are people isn't known.
  if (!isSearchable(fleet)) return null
  const { isComplete, isPartial } = page?.snapshot ?? {}
  const isSearch = place.params.q !== ''
  const soFar = isPartial ? 'None so far' : 'None among the loaded devices'
  return (
    <Empty
      icon={<Users aria-hidden className="size-8 text-ink-quiet" />}
      title={isComplete ? (isSearch ? 'No matching people' : 'No people yet') : soFar}
      action={
        isComplete && isSearch && <TextLink {...place.linkTo({ q: '' })}>Show all people</TextLink>
      }
    >
      {isComplete && !isSearch && 'People appear here once a device is registered to them.'}
    </Empty>
  )
}

const noDevices: readonly Device[] = []

function PeopleSelectionBar() {
  const selection = peopleSelection(useSession())
  const selected = useStore(selection)
  const fleet = useFleetState()
  const ids = [...selected.keys()]
  const { data, soFar, isStale } = useFleetQuery(['devices of people', ids], (source, signal) =>
    source.ask('ofOwners', [ids], signal),
  )
  // While the answer is awaited, it may be that of people selected before.
  const devices = (data ?? soFar ?? noDevices).filter(
    ({ owner }) => owner && selected.has(ownerKey(owner)),
  )
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
