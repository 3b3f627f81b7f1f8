import type { Facets } from '../fleet/requests.ts'
import type { FilterKind } from './filters.ts'

/** A value that a menu offers. */
export interface FilterValue {
  label: string
  /** How many devices have it; absent where nobody counts. */
  count?: number
  /** The search term that filters by it. */
  term: string
}

/** A menu that filters by one kind of term. */
export interface FilterMenuDefinition {
  label: string
  kind: FilterKind
  /** Its values; undefined while they depend on counts that aren't there yet. */
  values: (facets: Facets | undefined) => readonly FilterValue[] | undefined
}

/** The menus of the list of devices. */
export const filterMenus: readonly FilterMenuDefinition[] = [
  { label: 'Status', kind: 'status', values: (facets) => facets?.status },
  { label: 'Owner', kind: 'owner', values: (facets) => facets && withNoOwner(facets.owner) },
  { label: 'Version', kind: 'version', values: (facets) => facets?.version },
  { label: 'Posture', kind: 'posture', values: (facets) => facets?.posture },
  {
    label: 'Last seen',
    kind: 'seen',
    values: (facets) => [
      { label: 'Within 24 hours', term: 'seen:<24h' },
      { label: 'Within 7 days', term: 'seen:<7d' },
      { label: 'Over 30 days ago', term: 'seen:>30d' },
      { label: 'Over 90 days ago', term: 'seen:>90d' },
      { label: 'Never', term: 'seen:never', ...(facets && { count: facets.neverConnected }) },
    ],
  },
  {
    label: 'Registered',
    kind: 'registered',
    values: () => [
      { label: 'Within 24 hours', term: 'registered:<24h' },
      { label: 'Within 7 days', term: 'registered:<7d' },
      { label: 'Over a year ago', term: 'registered:>1y' },
    ],
  },
]

/** Begins with "No owner", even when every device has one. */
function withNoOwner(owners: readonly FilterValue[]): FilterValue[] {
  const none = owners.find(({ term }) => term === noOwner)
  return [
    none ?? { label: 'No owner', count: 0, term: noOwner },
    ...owners.filter((owner) => owner !== none),
  ]
}

const noOwner = 'owner:none'
