import { documentedStatuses } from '../device/status-lists.ts'
import { postureVerdicts, postureWords } from '../device/posture.ts'
import type { Facets } from '../fleet/requests.ts'
import type { FilterKind } from './filters.ts'

/** A value to filter by. */
export interface FilterValue {
  label: string
  /** How many devices have it; absent where nobody counts. */
  count?: number
  term: string
}

/** A field to filter by. */
export interface FilterField {
  label: string
  kind: FilterKind
  /** Two of its values together find no more than one of them. */
  isSingle?: true
  /** Its values; undefined while they depend on counts that aren't there yet. */
  values: (facets: Facets | undefined) => readonly FilterValue[] | undefined
}

/** The fields that devices are filtered by. */
export const filterFields: readonly FilterField[] = [
  {
    label: 'Status',
    kind: 'status',
    values: (facets) => facets?.status ?? documented(documentedStatuses, 'status'),
  },
  { label: 'Owner', kind: 'owner', values: (facets) => facets && withNoOwner(facets.owner) },
  { label: 'Version', kind: 'version', values: (facets) => facets?.version },
  {
    label: 'Posture',
    kind: 'posture',
    values: (facets) =>
      facets?.posture ??
      postureVerdicts.map((verdict) => ({
        label: postureWords[verdict],
        term: `posture:${verdict}`,
      })),
  },
  {
    label: 'Last connection',
    kind: 'seen',
    isSingle: true,
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
    isSingle: true,
    values: () => [
      { label: 'Within 24 hours', term: 'registered:<24h' },
      { label: 'Within 7 days', term: 'registered:<7d' },
      { label: 'Over a year ago', term: 'registered:>1y' },
    ],
  },
]

function documented(values: readonly string[], name: string): FilterValue[] {
  return values.map((label) => ({ label, term: `${name}:${label.toLowerCase()}` }))
}

/** Begins with "No owner", even when every device has one. */
function withNoOwner(owners: readonly FilterValue[]): FilterValue[] {
  const none = owners.find(({ term }) => term === noOwner)
  return [
    none ?? { label: 'No owner', count: 0, term: noOwner },
    ...owners.filter((owner) => owner !== none),
  ]
}

const noOwner = 'owner:none'
