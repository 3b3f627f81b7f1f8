import { ListChecks } from 'lucide-react'
import { deviceSettings } from './columns.tsx'
import { deviceList, type DeviceListProps } from './device-list.ts'
import { ExportMenu, ExportPanel } from './export-menu.tsx'
import { openList } from '../fleet/from-list/given-list.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { figureText } from '../lib/figure.ts'
import { mayNameEmail } from '../lib/text.ts'
import { NoticeRegion } from '../list/list-notices.tsx'
import { SettingsMenu, SortChoice } from '../list/settings-menu.tsx'
import { StatusLine, UpdatedAt } from '../list/status-line.tsx'
import { FilterMenu, FilterSections } from '../search/filter-menu.tsx'
import { FilterSheet } from '../search/filter-sheet.tsx'
import { MoreTools } from './more-tools.tsx'
import { countFilters } from '../search/filters.ts'
import { FleetLine, FleetTrouble, StopLoading } from '../fleet/fleet-status.tsx'
import { useCurrentView } from '../search/saved-views.ts'
import { SearchSummary } from '../search/search-summary.tsx'
import { filterWords } from '../search/term-words.ts'
import { ViewTabs } from '../search/view-tabs.tsx'
import { useSession } from '../session/use-session.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Link } from '../ui/link.tsx'

/** Saved views. */
export function ListTabs({ place, total }: DeviceListProps) {
  return <ViewTabs place={place} total={total} />
}

/** Filters, display and export; on a phone, one button for the first two and one for the rest. */
export function ListTools({ place, page, total }: DeviceListProps) {
  const session = useSession()
  const fields = deviceList.fieldsFor(place.params.q)
  return (
    <>
      <div
        role="toolbar"
        aria-label="List tools"
        className="flex items-center max-sm:hidden forced-colors:gap-1"
      >
        <FilterMenu>
          <FilterSections place={place} />
        </FilterMenu>
        <SettingsMenu settings={deviceSettings} place={place} fields={fields} />
        <ExportMenu params={place.params} />
        <Link
          to={paths.fromList}
          title="Match a list of hostnames, serial numbers, e-mail addresses or IDs"
          className="flex h-8 items-center gap-1.5 rounded-md px-2 text-sm font-medium whitespace-nowrap text-ink-muted hover:bg-ink/7 hover:text-ink"
        >
          <ListChecks aria-hidden className="size-4" />
          <span className="max-xl:sr-only">From a list…</span>
        </Link>
        <FileDrop label="Drop to match its lines" onFile={(file) => void openList(session, file)} />
      </div>
      <FilterSheet
        place={place}
        filters={countFilters(place.params.q)}
        showLabel={page && total ? `Show ${figureText(total, 'device')}` : 'Show devices'}
      >
        {(inSheet) => (
          <>
            <FilterSections place={inSheet} />
            <SortChoice settings={deviceSettings} place={inSheet} fields={fields} />
          </>
        )}
      </FilterSheet>
      <MoreTools>
        <ExportPanel params={place.params} />
      </MoreTools>
    </>
  )
}

const noun = ['device', 'devices'] as const

/** The number of rows, the search that found them, and the data they rest on. */
export function ListStatus({
  place,
  page,
  total,
  updatedAt,
  isRefreshing,
  onRefresh,
}: DeviceListProps) {
  // A menu or an export loads all devices, too, and can be stopped here.
  const isLoading = useFleetState().phase === 'loading'
  const { q } = place.params
  const isOfServer = q === '' && !isLoading
  const isTab = useCurrentView(place) !== undefined
  return (
    <StatusLine
      basis={isOfServer ? <UpdatedAt time={updatedAt} /> : <FleetLine isOfRows={q !== ''} />}
      stop={<StopLoading />}
      isRefreshing={isRefreshing}
      onRefresh={onRefresh}
    >
      <SearchSummary
        place={place}
        noun={noun}
        total={total}
        isAnswered={page !== undefined}
        isTab={isTab}
        wordsOf={(term) => filterWords(term, page?.facets?.owner)}
      />
    </StatusLine>
  )
}

/** Says what a person must know about the search and the snapshot it rests on. */
export function DeviceNotices({ place }: DeviceListProps) {
  const { q } = place.params
  return (
    <>
      <NoticeRegion>
        {mayNameEmail(q) && (
          <p className="text-sm text-ink-muted">
            E-mail searches aren’t saved in the link. To share one, filter by owner.
          </p>
        )}
      </NoticeRegion>
      {q !== '' && (
        <div className="empty:hidden beside-rows">
          <FleetTrouble />
        </div>
      )}
    </>
  )
}
