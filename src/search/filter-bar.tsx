import type { ReactNode } from 'react'
import { explainError } from '../api/explain-error.ts'
import { shortfall } from '../fleet/completeness.ts'
import { fleetState, isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { FleetStatus, ReadSoFar } from './fleet-status.tsx'
import { readFleetAgain } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { useConnection } from '../session/use-connection.ts'
import { FilterChips } from './filter-chips.tsx'
import { FilterMenu, MenuOptions } from './filter-menu.tsx'
import { filterKind, withFilter, type FilterKind } from './filters.ts'
import type { ListAddress } from '../list/use-list-params.ts'
import { useFacets, type MenuFacets } from './use-facets.ts'
import { ViewsMenu } from './saved-views-menu.tsx'
import { newThisWeek } from './saved-views.ts'
import { parseQuery } from '../fleet/query.ts'
import type { Facets } from '../fleet/requests.ts'
import { Link } from '../ui/link.tsx'

interface FilterBarProps {
  address: ListAddress
  /** How many match; absent until that is known. */
  matches: number | undefined
  /** Controls at the end of the bar. */
  children: ReactNode
}

/** Menus that write the search, and what the search in force rests on. */
export function FilterBar({ address, matches, children }: FilterBarProps) {
  const { q } = address.params
  const state = useStore(fleetState)
  const kinds = new Set(parseQuery(q).terms.map(filterKind))

  return (
    <>
      <div className="-mx-2 -my-1 flex flex-wrap items-center gap-x-0.5">
        {menus.map(({ label, kind, read }) => (
          <FilterMenu key={kind} label={label} isOn={kinds.has(kind)}>
            <Answers address={address} kind={kind} read={read} />
          </FilterMenu>
        ))}
        <ViewsMenu address={address} />
        <Link
          to={paths.devices(newThisWeek.list)}
          className="flex h-8 items-center rounded-md px-3 text-sm font-medium text-ink-muted hover:bg-ink/7 hover:text-ink max-sm:h-11"
        >
          {newThisWeek.name}
        </Link>
        <span className="ml-auto flex items-center">{children}</span>
      </div>
      {q !== '' && (
        <div className="grid gap-2">
          <FilterChips address={address} matches={matches} state={state} />
          {/* The list itself says that there are too many. */}
          {state.phase !== 'declined' && <FleetStatus state={state} />}
        </div>
      )}
    </>
  )
}

interface Menu {
  label: string
  kind: FilterKind
  /** The answers; those without a count hold for every fleet. */
  read: (
    facets: Facets | undefined,
  ) => { label: string; count?: number; term: string }[] | undefined
}

const menus: readonly Menu[] = [
  { label: 'Status', kind: 'status', read: (facets) => facets?.status },
  { label: 'Owner', kind: 'owner', read: (facets) => facets?.owner },
  { label: 'Version', kind: 'version', read: (facets) => facets?.version },
  { label: 'Posture', kind: 'posture', read: (facets) => facets?.posture },
  {
    label: 'Last seen',
    kind: 'seen',
    read: (facets) => [
      { label: 'Within 24 hours', term: 'seen:<24h' },
      { label: 'Within 7 days', term: 'seen:<7d' },
      { label: 'Over 30 days ago', term: 'seen:>30d' },
      { label: 'Over 90 days ago', term: 'seen:>90d' },
      {
        label: 'Never',
        term: 'seen:never',
        ...(facets && { count: facets.neverConnected }),
      },
    ],
  },
  {
    label: 'Registered',
    kind: 'registered',
    read: () => [
      { label: 'Within 24 hours', term: 'registered:<24h' },
      { label: 'Within 7 days', term: 'registered:<7d' },
      { label: 'Over a year ago', term: 'registered:>1y' },
    ],
  },
]

interface AnswersProps extends Pick<Menu, 'kind' | 'read'> {
  address: ListAddress
}

/** The answers of a menu as links, with what their counts rest on; one more takes the choice back. */
function Answers({ address: { params, linkTo }, kind, read }: AnswersProps) {
  const state = useStore(fleetState)
  const connection = useConnection()
  const facets = useFacets(params.q)
  const selected = parseQuery(params.q).terms.find((term) => filterKind(term) === kind)?.source
  // No answer would find anything in a fleet that can't be searched.
  const answers = state.phase === 'declined' ? [] : read(facets)
  const options = answers?.map(({ label, count, term }) => ({
    label,
    ...(count !== undefined && { count }),
    link: linkTo({ q: withFilter(params.q, kind, term) }),
    // People whose ids differ only in case are two.
    isChosen: kind === 'owner' ? selected === term : selected?.toLowerCase() === term.toLowerCase(),
  }))
  const any = {
    label: 'Any',
    link: linkTo({ q: withFilter(params.q, kind, undefined) }),
    isChosen: false,
  }
  const basis = basisOf(state, facets, () => void readFleetAgain(connection))
  return (
    <>
      {basis && <div className="grid gap-2 px-2 py-1.5 text-sm text-ink-quiet">{basis}</div>}
      {options?.length === 0 && !selected && !basis && (
        <p className="px-2 py-1.5 text-sm text-ink-quiet">Nothing to select</p>
      )}
      {(options || !basis) && (
        <MenuOptions options={options && (selected ? [any, ...options] : options)} />
      )}
    </>
  )
}

/** Why there are no counts, or what they lack; nothing when they hold for every device. */
function basisOf(state: FleetState, facets: MenuFacets | undefined, retry: () => void): ReactNode {
  if (state.phase === 'declined') return 'Too many devices to count'
  if (state.phase === 'failed' && !isSearchable(state)) {
    return (
      <>
        {explainError(state.error).title}
        <Button onClick={retry}>Retry</Button>
      </>
    )
  }
  if (!isSearchable(state) || facets?.isSoFar) return <ReadSoFar state={state} />
  return shortfall(state)
}
