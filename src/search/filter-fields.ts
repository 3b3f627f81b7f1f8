import { documentedStatuses } from '../device/status-lists.ts'
import { postureVerdicts, postureWords } from '../device/posture.ts'
import { fields, type TermName } from '../device/fields.ts'
import type { Facets } from '../fleet/requests.ts'
import { capitalized } from '../lib/text.ts'
import {
  facetFields,
  fieldOfTerm,
  termKinds,
  termNames,
  type FacetField,
  type FilterKind,
  type TimeTermName,
} from '../query/terms.ts'
import { ageWords } from './term-words.ts'

export interface FilterValue {
  label: string
  /** How many devices have it; absent where nobody counts. */
  count?: number
  term: string
}

export interface FilterField {
  label: string
  kind: FilterKind
  /** Two of its values together find no more than one of them. */
  isSingle?: true
  /** Its values; undefined while they depend on counts that aren't there yet. */
  values: (facets: Facets | undefined) => readonly FilterValue[] | undefined
}

/** The fields that devices are filtered by: all whose values are counted, and times by their age. */
export const filterFields: readonly FilterField[] = [
  ...facetFields.map((kind) => ({
    label: fields[fieldOfTerm[kind]].label,
    kind,
    values: (facets: Facets | undefined) =>
      kind === 'owner' ? facets && withNoOwner(facets.owner) : (facets?.[kind] ?? uncounted[kind]),
  })),
  ...termNames.filter(isTime).map((kind) => ({
    label: fields[fieldOfTerm[kind]].label,
    kind,
    isSingle: true as const,
    values: (facets: Facets | undefined) =>
      termKinds[kind].proposals.map((age) => ({
        label: capitalized(age === 'never' ? age : ageWords(age)),
        term: `${kind}:${age}`,
        ...(age === 'never' && facets && { count: facets.neverConnected }),
      })),
  })),
]

function isTime(name: TermName): name is TimeTermName {
  return fields[fieldOfTerm[name]].kind === 'time'
}

/** Values that are known before any is counted. */
const uncounted: Partial<Record<FacetField, readonly FilterValue[]>> = {
  status: documentedStatuses.map((label) => ({ label, term: `status:${label.toLowerCase()}` })),
  posture: postureVerdicts.map((verdict) => ({
    label: postureWords[verdict],
    term: `posture:${verdict}`,
  })),
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
