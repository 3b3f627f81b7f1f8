import { fields, type ValueField } from '../../device/fields.ts'
import { ownerName } from '../../device/owner.ts'
import { postureVerdict, postureVerdicts, postureWords } from '../../device/posture.ts'
import { capitalized, sanitizeForDisplay } from '../../lib/text.ts'
import { versionTest } from '../../query/match.ts'
import { termOf } from '../../query/query.ts'
import { quote } from '../../query/quoting.ts'
import type { Searchable } from '../../query/searchable.ts'
import {
  activeValueOf,
  facetFields,
  fieldOfTerm,
  forValueTerms,
  type FacetField,
  type ValueTermName,
} from '../../query/terms.ts'
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

/** The key of a device's group in a grouping, and its value for the screen. */
type GroupOf = (row: Searchable) => readonly [key: string | undefined, label?: string | undefined]

function byText(field: ValueField | 'appVersion'): GroupOf {
  return ({ device: { [field]: text } }) => [text && valueKey(text), text]
}

/** How devices are grouped: by the values of filters, and by hardware ID. */
const groupedBy: Record<FacetField | 'hardware', GroupOf> = {
  ...forValueTerms((name) => byText(fieldOfTerm[name])),
  version: byText('appVersion'),
  owner: ({ device, ownerKey }) => [ownerKey, ownerName(device.owner)],
  posture: ({ device }) => [postureVerdict(device.posture)],
  active({ device: { active } }) {
    const key = activeValueOf(active)
    return [key, typeof active === 'string' ? active : capitalized(key)]
  },
  hardware: ({ hardwareKey }) => [hardwareKey],
}
const groupingNames = Object.keys(groupedBy) as (keyof typeof groupedBy)[]
type Groupings = Record<keyof typeof groupedBy, Grouping>
export type Groups = Record<keyof Groupings, Group>

/** Makes groupings without devices. */
export function createGroupings(): Groupings {
  return Object.fromEntries(groupingNames.map((name) => [name, createGrouping()])) as Groupings
}

/** Adds a device to its groups. */
export function joinGroups(groupings: Groupings, row: Searchable): Groups {
  const groups = {} as Groups
  for (const name of groupingNames) {
    const [key, label] = groupedBy[name](row)
    groups[name] = groupings[name].join(key, label)
  }
  return groups
}

/** Removes a device from its groups. */
export function leaveGroups(groupings: Groupings, groups: Groups): void {
  for (const name of groupingNames) groupings[name].leave(groups[name])
}

/** Counts no device in any group. */
export function resetCounts(groupings: Groupings): void {
  for (const field of facetFields) {
    for (const group of groupings[field].all()) group.counted = 0
  }
}

/** The values that filters offer, with the numbers of devices counted. */
export function readFacets(groupings: Groupings): Record<FacetField, Facet[]> {
  const offer = (name: FacetField, termFor: TermFor) => facetsOf(name, groupings[name], termFor)
  return {
    ...forValueTerms((name) =>
      offer(name, ({ label }) => termOf(name, comparedForm(spelled(name, label))).source),
    ),
    owner: offer('owner', ({ key = '' }) => termOf('owner', key).source),
    version: offer('version', versionTermFor),
    posture: postureVerdicts.map((verdict) => ({
      id: verdict,
      label: postureWords[verdict],
      count: groupings.posture.get(verdict)?.counted ?? 0,
      term: `posture:${verdict}`,
    })),
    active: offer('active', ({ key, label }) =>
      // The key of a text may be longer than what is compared.
      key?.startsWith('"') ? `active:${quote(comparedForm(label))}` : `active:${key}`,
    ),
  }
}

/** Writes the term that finds the devices of a group and of no other one counted. */
type TermFor = (group: Group, counted: readonly Group[]) => string

/** The values of most devices first; choices are few, so all of them. */
function facetsOf(name: FacetField, grouping: Grouping, termFor: TermFor): Facet[] {
  const { kind, absent } = fields[fieldOfTerm[name]]
  const counted = largest(grouping)
  const none = grouping.get(undefined)?.counted ?? 0
  // Among versions, "Unknown" would read as one of them.
  const noneLabel = name === 'version' ? 'No version' : absent
  return [
    ...counted.slice(0, kind === 'choice' ? Infinity : maxOffered).map((group) => ({
      id: name === 'owner' ? (group.key ?? '') : group.label,
      label: sanitizeForDisplay(group.label),
      count: group.counted,
      term: termFor(group, counted),
    })),
    ...(none > 0 ? [{ id: 'none', label: noneLabel, count: none, term: `${name}:none` }] : []),
  ]
}

/** A choice as a search offers it before any is counted. */
function spelled(name: ValueTermName, label: string): string {
  return fields[fieldOfTerm[name]].kind === 'choice' ? label.toLowerCase() : label
}

function versionTermFor(group: Group, counted: readonly Group[]): string {
  const plain = termOf('version', comparedForm(group.label))
  const finds = plain.kind === 'version' ? versionTest(plain) : () => false
  // Unquoted, it may find a whole family.
  const isExact = counted.every((other) => finds(other.label) === (other === group))
  return isExact ? plain.source : `version:${quote(comparedForm(group.label))}`
}

/** Groups with a value and devices counted, those of most devices first. */
function largest(grouping: Grouping): Group[] {
  return [...grouping.all()]
    .filter(({ key, counted }) => key !== undefined && counted > 0)
    .toSorted((a, b) => b.counted - a.counted)
}
