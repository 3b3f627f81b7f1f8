import { ownerName } from '../../device/owner.ts'
import { postureVerdict, postureVerdicts, postureWords } from '../../device/posture.ts'
import { sanitizeForDisplay } from '../../lib/text.ts'
import { facetFields, versionTest, type FacetField } from '../../query/match.ts'
import { termOf } from '../../query/query.ts'
import { quote } from '../../query/quoting.ts'
import type { Searchable } from '../../query/searchable.ts'
import { activeValueOf, activeValues } from '../../query/terms.ts'
import { comparedForm, valueKey } from '../../query/value-key.ts'
import type { Facet } from '../requests.ts'

const maxOffered = 20

/** The devices that are alike to a search in one respect, such as those of one owner. */
export interface Group {
  /** The value in common, as a search compares it; `undefined` for devices without one. */
  readonly key: string | undefined
  /** The value of the device that joined last, for the screen. */
  label: string
  devices: number
  /** Those that the search at hand counts. */
  counted: number
}

type Grouping = ReturnType<typeof createGrouping>

function createGrouping() {
  const groups = new Map<string | undefined, Group>()
  return {
    get: (key: string | undefined) => groups.get(key),
    all: () => groups.values(),
    join(key: string | undefined, label = ''): Group {
      const group = groups.get(key) ?? { key, label, devices: 0, counted: 0 }
      groups.set(key, group)
      group.label = label
      group.devices += 1
      return group
    },
    leave(group: Group): void {
      group.devices -= 1
      if (group.devices === 0) groups.delete(group.key)
    },
  }
}

/** How devices are grouped: by the values of filters, and by hardware ID. */
const groupedBy = [...facetFields, 'hardware'] as const
type Groupings = Record<(typeof groupedBy)[number], Grouping>
export type Groups = Record<keyof Groupings, Group>

/** Makes groupings without devices. */
export function createGroupings(): Groupings {
  return Object.fromEntries(groupedBy.map((field) => [field, createGrouping()])) as Groupings
}

/** Adds a device to its groups. */
export function joinGroups(
  groupings: Groupings,
  { device, ownerKey, hardwareKey }: Searchable,
): Groups {
  const { status, appVersion, owner, posture } = device
  return {
    status: groupings.status.join(valueKey(status), status),
    version: groupings.version.join(appVersion && valueKey(appVersion), appVersion),
    owner: groupings.owner.join(ownerKey, ownerName(owner)),
    posture: groupings.posture.join(postureVerdict(posture)),
    active: groupings.active.join(activeValueOf(device.active), String(device.active)),
    hardware: groupings.hardware.join(hardwareKey),
  }
}

/** Removes a device from its groups. */
export function leaveGroups(groupings: Groupings, groups: Groups): void {
  for (const field of groupedBy) groupings[field].leave(groups[field])
}

/** Counts no device in any group. */
export function resetCounts(groupings: Groupings): void {
  for (const field of facetFields) {
    for (const group of groupings[field].all()) group.counted = 0
  }
}

/** Counts a device in all groups that filters offer. */
export function countIn(groups: Groups): void {
  for (const field of facetFields) groups[field].counted += 1
}

/** The values that filters offer, with the numbers of devices counted. */
export function readFacets(groupings: Groupings): Record<FacetField, Facet[]> {
  const { status, version, owner, posture, active } = groupings
  return {
    status: largest(status).map((group) =>
      facetOf(group, termOf('status', comparedForm(group.label.toLowerCase())).source),
    ),
    posture: postureVerdicts.map((verdict) => ({
      ...knownFacet(posture, 'posture', verdict),
      label: postureWords[verdict],
    })),
    active: [
      ...activeValues.map((value) => knownFacet(active, 'active', value)),
      ...largest(active)
        .filter(({ key }) => !activeValues.some((value) => value === key))
        .map((group) => facetOf(group, `active:${quote(comparedForm(group.label))}`)),
    ],
    version: [...versionFacets(version), ...noneFacet(version, 'version:none', 'No version')],
    owner: [
      ...largest(owner)
        .slice(0, maxOffered)
        .map((group) => {
          const { key = '' } = group
          return { ...facetOf(group, termOf('owner', key).source), id: key }
        }),
      ...noneFacet(owner, 'owner:none', 'No owner'),
    ],
  }
}

function versionFacets(versions: Grouping): Facet[] {
  const counted = largest(versions)
  return counted.slice(0, maxOffered).map((group) => {
    const plain = termOf('version', comparedForm(group.label))
    const finds = plain.kind === 'version' ? versionTest(plain) : () => false
    // Unquoted, it may find a whole family.
    const isExact = counted.every((other) => finds(other.label) === (other === group))
    const term = isExact ? plain.source : `version:${quote(comparedForm(group.label))}`
    return facetOf(group, term)
  })
}

/** A value that is offered even where no device has it. */
function knownFacet(grouping: Grouping, field: FacetField, value: string): Facet {
  const count = grouping.get(value)?.counted ?? 0
  return { id: value, label: value, count, term: `${field}:${value}` }
}

function facetOf({ label, counted }: Group, term: string): Facet {
  return { id: label, label: sanitizeForDisplay(label), count: counted, term }
}

function noneFacet(grouping: Grouping, term: string, label: string): Facet[] {
  const count = grouping.get(undefined)?.counted ?? 0
  return count === 0 ? [] : [{ id: 'none', label, count, term }]
}

/** Groups with a value and devices counted, those of most devices first. */
function largest(grouping: Grouping): Group[] {
  return [...grouping.all()]
    .filter(({ key, counted }) => key !== undefined && counted > 0)
    .toSorted((a, b) => b.counted - a.counted)
}
