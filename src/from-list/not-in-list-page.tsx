import { ListChecks } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { reasonIfEmpty, targetsLabel } from '../actions/selected-devices.ts'
import { ProposalBar } from '../devices/proposal-bar.tsx'
import { ProposalTable } from '../devices/proposal-table.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { reasonToWait, shortfall } from '../fleet/coverage.ts'
import { givenList, type GivenList } from '../fleet/from-list/given-list.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { counted, formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { createListAddress } from '../list/list-address.ts'
import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { useListAddress } from '../list/use-list-address.ts'
import { parseQuery } from '../query/query.ts'
import { FilterMenu, FilterSections } from '../search/filter-menu.tsx'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { SearchField } from '../search/search-field.tsx'
import { SearchProblems } from '../search/search-problems.tsx'
import { useSession } from '../session/use-session.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { LineTabs } from './line-tabs.tsx'

const address = createListAddress(paths.notInList, () => [])

/** Nobody reviews more rows than this one by one. */
const maxRows = 500

/** The devices that a list doesn't name: who shouldn't be here any more? */
export function NotInListPage() {
  const list = useStore(givenList(useSession()))
  return (
    <Page
      title="In the fleet, not in the list"
      back={{ to: paths.fromList, label: 'Devices from a list' }}
      lead={
        <p className="max-w-3xl">
          Devices that no line names. Those of ambiguous lines are left out, because they may be in
          the list. Filter out what was never on it, such as servers and kiosks.
        </p>
      }
    >
      {list ? (
        <NotListed key={list.id} list={list} />
      ) : (
        <Empty
          icon={<ListChecks aria-hidden className="size-8 text-ink-quiet" />}
          title="There’s no list"
          action={<TextLink to={paths.fromList}>Paste a list</TextLink>}
        >
          It stays in this tab’s memory only, so a reload or signing out removes it.
        </Empty>
      )}
    </Page>
  )
}

function NotListed({ list }: { list: GivenList }) {
  const place = useListAddress(address)
  const { params, goTo } = place
  const fleet = useFleet()
  const { id, ...request } = list
  const result = useFleetQuery(
    ['not-in-list', id, request.column ?? '', params.q],
    (source, signal) =>
      source.ask('notListed', [request, parseQuery(params.q).terms, Date.now()], signal),
  )
  const { coverage, error, isStale } = result
  const answer = result.data ?? result.soFar
  const { selection, forget } = useProposal(`not-in-list ${id}`, false)
  const devices = useMemo(() => answer?.devices ?? [], [answer])
  const all = useMemo(
    () => ({ label: `Select all ${formatCount(devices.length)}`, rows: devices }),
    [devices],
  )
  const contextOf = useCallback(() => ({ label: 'In the fleet, not in the list' }), [])
  const selected = devices.filter(selection.has)
  return (
    <>
      <LineTabs counts={undefined} shown={undefined} isComplete={coverage.kind === 'complete'} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchField
          label="Search devices not in the list"
          placeholder="Leave some out: -kiosk -owner:none status:offline"
          q={params.q}
          onSearch={(q, isTyping) => goTo({ q }, { replace: isTyping })}
        />
        <div className="flex items-center max-sm:hidden">
          <FilterMenu>
            <FilterSections place={{ ...place, isPart: true }} />
          </FilterMenu>
        </div>
      </div>
      <SearchProblems q={params.q} />
      <FleetStatus />
      {error && <FailureNotice error={error} />}
      {!answer && !error && (coverage.isLoading || coverage.held > 0) && <RowsTableSkeleton />}
      {answer && (
        <>
          <h2 className="text-lg font-semibold tabular-nums">
            {counted(answer.total, 'device')} not in the list
            {coverage.kind === 'partial' && ' so far'}
          </h2>
          {answer.total > devices.length && (
            <p className="text-sm font-medium">
              Only {formatCount(devices.length)} can be acted on at once, longest unseen first.
            </p>
          )}
        </>
      )}
      {answer && devices.length > 0 && (
        <>
          <ProposalBar selected={selected.length} total={devices.length} note={shortfall(coverage)}>
            <DeviceActions
              devices={selected}
              hasMain
              labelOf={targetsLabel(selected)}
              disabledReason={reasonToWait(fleet, isStale) ?? reasonIfEmpty(selected)}
              contextOf={contextOf}
              onActed={forget}
            />
          </ProposalBar>
          <ProposalTable
            name="Devices not in the list"
            devices={devices}
            selection={selection}
            all={all}
            showsOwner
            isStale={isStale}
            maxRows={maxRows}
          />
        </>
      )}
    </>
  )
}
