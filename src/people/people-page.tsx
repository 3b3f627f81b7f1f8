import { useMemo } from 'react'
import { Users } from 'lucide-react'
import { fleetState } from '../fleet/fleet-state.ts'
import { tooLargeWords } from '../fleet/fleet-too-large.ts'
import type { Person, PeopleSortField } from '../fleet/people.ts'
import { useFollowFleet } from '../fleet/use-fleet-answer.ts'
import { readFleetAgain } from '../fleet/use-fleet.ts'
import { useStore } from '../lib/use-store.ts'
import type { ListPage } from '../list/list-page.ts'
import { ListScreen, type ListDefinition } from '../list/list-screen.tsx'
import { FleetTrouble } from '../search/fleet-status.tsx'
import { SearchField } from '../search/search-field.tsx'
import { useConnection } from '../session/use-session.tsx'
import { Empty } from '../ui/empty.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { peopleColumns, peopleSettings } from './people-columns.tsx'
import { PeopleStatus, PeopleTabs, PeopleTools } from './people-controls.tsx'
import { peopleList, type PeopleListSituation } from './people-list.ts'
import { peopleQuery } from './people-queries.ts'
import { PeopleSelectionBar } from './people-selection-bar.tsx'

/** The people that own devices. */
export function PeoplePage({ deviceLimit }: { deviceLimit: number }) {
  const connection = useConnection()
  useFollowFleet()
  const list = useMemo(
    (): ListDefinition<Person, PeopleSortField, ListPage<Person>> => ({
      title: 'People',
      noun: 'person',
      address: peopleList,
      columns: peopleColumns(deviceLimit),
      settings: peopleSettings,
      Search: PeopleSearch,
      Tabs: PeopleTabs,
      Tools: PeopleTools,
      Status: PeopleStatus,
      Notices: PeopleNotices,
      Empty: NoPeople,
      SelectionBar: PeopleSelectionBar,
    }),
    [deviceLimit],
  )
  return (
    <ListScreen
      list={list}
      pageQuery={(params) => peopleQuery(connection, params, deviceLimit)}
      beforeRefresh={() => readFleetAgain(connection)}
    />
  )
}

function PeopleSearch({ place: { params, goTo } }: PeopleListSituation) {
  return (
    <SearchField
      label="Search people"
      placeholder="Search: name, e-mail, user ID"
      q={params.q}
      onSearch={(q, isTyping) => goTo({ q }, { replace: isTyping })}
    />
  )
}

function PeopleNotices() {
  const fleet = useStore(fleetState)
  return (
    <div className="empty:hidden sm:order-2">
      <FleetTrouble state={fleet} />
    </div>
  )
}

function NoPeople({ place }: PeopleListSituation) {
  const fleet = useStore(fleetState)
  // The notice above says what failed; whether there are people isn't known.
  if (fleet.phase === 'failed' && fleet.held === 0) return null
  const icon = <Users aria-hidden className="size-8 text-ink-quiet" />
  if (fleet.phase === 'declined') {
    const { title, nextStep } = tooLargeWords(fleet.total)
    return (
      <Empty icon={icon} title={title}>
        {nextStep}
      </Empty>
    )
  }
  if (place.params.q !== '') {
    return (
      <Empty
        icon={icon}
        title="No matching people"
        action={<TextLink {...place.linkTo({ q: '' })}>Show all people</TextLink>}
      />
    )
  }
  return (
    <Empty icon={icon} title="No people yet">
      People appear here once a device is registered to them.
    </Empty>
  )
}
