import { setStatusNames } from '../device/status-lists.ts'
import { linkToDevices } from '../devices/device-list.ts'
import { MoreTools } from '../devices/more-tools.tsx'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { peopleConditions, type PeopleCondition } from '../fleet/snapshot/people.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { figureText } from '../lib/figure.ts'
import { SettingsMenu, SortChoice } from '../list/settings-menu.tsx'
import { StatusLine } from '../list/status-line.tsx'
import { Tab, TabStrip } from '../list/tab-strip.tsx'
import { FilterCheckboxes } from '../search/filter-checkboxes.tsx'
import { FilterMenu, FilterSection } from '../search/filter-menu.tsx'
import { FilterSheet } from '../search/filter-sheet.tsx'
import { FleetLine, LoadingNote, StopLoading } from '../fleet/fleet-status.tsx'
import type { SearchPlace } from '../search/filters.ts'
import { SearchSummary } from '../search/search-summary.tsx'
import { useSession } from '../session/use-session.tsx'
import { MenuButton } from '../ui/popover.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { peopleSettings } from './people-columns.tsx'
import {
  conditionNames,
  peopleFilterWords,
  peopleList,
  type PeopleListProps,
} from './people-list.ts'
import { exportPeople } from './people-queries.ts'

/** The conditions that are looked for most have a tab. */
const tabs = [
  { name: 'All', q: '' },
  ...(['at-limit', 'noncompliant', 'stale'] as const).map((condition) => ({
    name: conditionNames[condition],
    q: `is:${condition}`,
  })),
]

const isTab = (q: string) => tabs.some((tab) => tab.q === q)

/** Everybody, and the usual filters, each with the number of people. */
export function PeopleTabs({ place: { params, linkTo } }: PeopleListProps) {
  const counts = usePeopleCounts()
  return (
    <TabStrip label="Views">
      {tabs.map(({ name, q }) => (
        <Tab
          key={name}
          link={linkTo({ q })}
          isCurrent={params.q === q}
          name={name}
          count={counts?.get(q)}
          widest={q === '' ? '00,000' : '0,000'}
        />
      ))}
    </TabStrip>
  )
}

/** The number of people by search: everybody, and each condition. Undefined until all devices are loaded. */
function usePeopleCounts(): ReadonlyMap<string, number> | undefined {
  const { ownerDeviceLimit: deviceLimit } = useSession().config
  const { data, isStale } = useFleetQuery(['people by condition'], async (fleet, signal) => {
    const searches = ['', ...peopleConditions.map((condition) => `is:${condition}`)]
    const people = searches.map((q) => ({ q, deviceLimit }))
    const counts = await fleet.ask('count', [[], people], signal)
    return new Map(searches.map((q, position) => [q, counts[position] ?? 0]))
  })
  return isStale ? undefined : data
}

const sections: { label: string; conditions: readonly PeopleCondition[] }[] = [
  { label: 'Device limit', conditions: ['at-limit', 'over-limit'] },
  { label: 'Devices', conditions: ['noncompliant', 'unauthorized', ...setStatusNames] },
  { label: 'Last connection', conditions: ['stale', 'never'] },
  { label: 'E-mail', conditions: ['double'] },
]

function PeopleFilters({ place }: { place: SearchPlace }) {
  const counts = usePeopleCounts()
  return (
    <>
      {sections.map(({ label, conditions }) => (
        <FilterSection key={label} title={label}>
          <FilterCheckboxes
            place={place}
            field={{ label }}
            values={conditions.map((condition) => ({
              label: conditionNames[condition],
              term: `is:${condition}`,
            }))}
            countOf={({ term }) => counts?.get(term)}
          />
        </FilterSection>
      ))}
      <div className="max-sm:min-h-11">
        <LoadingNote />
      </div>
    </>
  )
}

/** Filters, display and export; on a phone, one button for the first two and one for the rest. */
export function PeopleTools({ place, page, total }: PeopleListProps) {
  const session = useSession()
  const { conditions, deviceCounts } = parsePeopleSearch(place.params.q)
  const settings = { settings: peopleSettings, fields: peopleList.fieldsFor(place.params.q) }
  const write = () => exportPeople(session, place.params)

  return (
    <>
      <div
        role="toolbar"
        aria-label="List tools"
        className="flex items-center max-sm:hidden forced-colors:gap-1"
      >
        <FilterMenu>
          <PeopleFilters place={place} />
        </FilterMenu>
        <SettingsMenu place={place} {...settings} />
        <SaveButton variant="quiet" aria-label="Export CSV" className="max-xl:px-2" save={write}>
          <span className="max-xl:hidden">Export</span>
        </SaveButton>
      </div>
      <FilterSheet
        place={place}
        filters={conditions.length + deviceCounts.length}
        showLabel={page && total ? `Show ${figureText(total, 'person', 'people')}` : 'Show people'}
      >
        {(inSheet) => (
          <>
            <PeopleFilters place={inSheet} />
            <SortChoice place={inSheet} {...settings} />
          </>
        )}
      </FilterSheet>
      <MoreTools>
        <MenuButton onClick={write}>Export CSV</MenuButton>
      </MoreTools>
    </>
  )
}

const noun = ['person', 'people'] as const

/** How many people there are, what they were filtered by, and the state of the snapshot they are counted from. */
export function PeopleStatus({ place, page, total, isRefreshing, onRefresh }: PeopleListProps) {
  const session = useSession()
  const { q } = place.params
  const without = page?.devicesWithoutOwner ?? 0
  return (
    <StatusLine
      basis={<FleetLine />}
      stop={<StopLoading />}
      isRefreshing={isRefreshing}
      onRefresh={onRefresh}
    >
      <SearchSummary
        place={place}
        noun={noun}
        total={total}
        isAnswered={page !== undefined}
        isTab={isTab(q)}
        wordsOf={peopleFilterWords}
      />
      {q === '' && total && (
        <p className="text-ink-muted max-sm:hidden">
          {/* The line is full at these widths, and the link matters more. */}
          <span className="max-lg:hidden">People without a device can’t appear here.</span>
          {without > 0 && (
            <>
              {' '}
              <TextLink {...linkToDevices(session, 'owner:none')}>
                {figureText(
                  { ...total, count: without },
                  'device without an owner',
                  'devices without an owner',
                )}
              </TextLink>
            </>
          )}
        </p>
      )}
    </StatusLine>
  )
}
