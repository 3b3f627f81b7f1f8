import { documentedStatuses, isDeactivated, isOnline, type Owner } from '../../api/device.ts'
import { ownerName } from '../../device/owner.ts'
import { postureVerdict, type PostureVerdict } from '../../device/posture.ts'
import { fold } from '../../lib/fold.ts'
import { memoize } from '../../lib/memoize.ts'
import type { Searchable } from '../../query/searchable.ts'
import { valueKey } from '../../query/value-key.ts'
import { compareVersions } from '../../query/versions.ts'
import { byNumber, byText, sortByRank, verdictsInOrder, type Ranking } from './ordering.ts'

/** A person, with totals over their devices. */
export interface Person {
  /** `ownerKey` of the person. */
  id: string
  owner: Owner
  devices: number
  /** Numbers of devices by status: the documented ones first, then those that the API's answers add. */
  statuses: { status: string; count: number }[]
  /** Devices that never connected. */
  neverConnected: number
  /** ISO 8601, or a text that isn't a time; absent when none of the devices ever connected. */
  lastConnection: string | undefined
  oldestVersion: string | undefined
  /** The worst result among the devices. */
  posture: PostureVerdict
  /** Another person has the same e-mail address. */
  sharesEmail: boolean
}

/** Fields that people can be sorted by. */
export const peopleSortFields = [
  'name',
  'devices',
  'lastConnection',
  'oldestVersion',
  'posture',
] as const
export type PeopleSortField = (typeof peopleSortFields)[number]

/** Conditions on people, as the terms of a search name them: `is:at-limit`. */
export const peopleConditions = [
  'at-limit',
  'over-limit',
  'noncompliant',
  'unauthorized',
  'deactivated',
  'stale',
  'never',
  'double',
] as const
export type PeopleCondition = (typeof peopleConditions)[number]

/** A search of the people that own devices. */
export interface PeopleQuery {
  /** Words that must all be found in the name, the e-mail address or the ID. */
  words: readonly string[]
  conditions: readonly PeopleCondition[]
  /** Ranges that all hold the number of a person's devices. */
  deviceCounts?: readonly { min: number; max: number }[]
  sort: readonly { field: PeopleSortField; descending: boolean }[]
  /** 0-based position of the first person wanted. */
  offset: number
  limit: number
  /** ms since epoch: ages are counted from here. */
  now: number
  /** Devices that a person may have. */
  deviceLimit: number
}

export interface PeoplePage {
  people: Person[]
  /** Number of people on all pages. */
  total: number
  /** Devices that belong to nobody, whatever the search. */
  devicesWithoutOwner: number
}

/** A person whose devices were all last used longer ago than this (ms) is stale. */
const staleAfterMs = 90 * 86_400_000

/** A person while their devices are added up. */
export interface PersonTotals {
  person: Person
  hasOnline: boolean
  deactivated: number
  /** The name as shown, by which people are sorted. */
  name: string
  /** Folded name, e-mail address and ID. */
  text: string
  /** Last connection or registration of any device, ms since epoch; `Infinity` if a connection can't be read. */
  lastUsed: number
  /** Last connection of any device, ms since epoch; `-Infinity` without one. */
  lastSeen: number
  /** When the newest device was read, which names the person. */
  readAt: number
}

/** Adds up devices by person. */
export function aggregatePeople(devices: Iterable<Searchable>): PersonTotals[] {
  const byId = new Map<string, PersonTotals>()
  const keyOf = memoize(valueKey)
  for (const { device, times, ownerKey: id } of devices) {
    const { owner, appVersion } = device
    if (!owner || id === undefined) continue
    let totals = byId.get(id)
    if (!totals) byId.set(id, (totals = startTotals(id, owner)))
    const { person } = totals
    if (device.readAt >= totals.readAt) {
      totals.readAt = device.readAt
      person.owner = owner
    }
    person.devices += 1
    const known = person.statuses.find(({ status }) => keyOf(status) === keyOf(device.status))
    if (known) known.count += 1
    else person.statuses.push({ status: device.status, count: 1 })
    totals.hasOnline ||= isOnline(device)
    if (isDeactivated(device)) totals.deactivated += 1
    if (device.lastConnection === undefined) person.neverConnected += 1
    else if (Number.isNaN(times.lastConnection)) {
      // A time that can't be read is neither "never" nor long ago.
      person.lastConnection ??= device.lastConnection
      totals.lastUsed = Infinity
    }
    totals.lastSeen = Math.max(totals.lastSeen, orNever(times.lastConnection))
    totals.lastUsed = Math.max(totals.lastUsed, totals.lastSeen, orNever(times.createdAt))
    if (appVersion !== undefined && isOlder(appVersion, person.oldestVersion)) {
      person.oldestVersion = appVersion
    }
    const verdict = postureVerdict(device.posture)
    if (verdictsInOrder.indexOf(verdict) < verdictsInOrder.indexOf(person.posture)) {
      person.posture = verdict
    }
  }
  return finished([...byId.values()])
}

function startTotals(id: string, owner: Owner): PersonTotals {
  return {
    person: {
      id,
      owner,
      devices: 0,
      statuses: [],
      neverConnected: 0,
      lastConnection: undefined,
      oldestVersion: undefined,
      posture: 'compliant',
      sharesEmail: false,
    },
    hasOnline: false,
    deactivated: 0,
    name: '',
    text: '',
    lastUsed: -Infinity,
    lastSeen: -Infinity,
    readAt: -Infinity,
  }
}

function finished(all: PersonTotals[]): PersonTotals[] {
  // Undocumented statuses come last.
  const placeOf = memoize((status: string) => {
    const place = documentedStatuses.findIndex((known) => valueKey(known) === valueKey(status))
    return place < 0 ? documentedStatuses.length : place
  })
  const emails = new Map<string, number>()
  const emailOf = ({ person }: PersonTotals) => person.owner.email?.toLowerCase() ?? ''
  for (const totals of all) emails.set(emailOf(totals), (emails.get(emailOf(totals)) ?? 0) + 1)
  for (const totals of all) {
    const { person, lastSeen } = totals
    const { owner } = person
    if (lastSeen > -Infinity) person.lastConnection = new Date(lastSeen).toISOString()
    person.sharesEmail = emailOf(totals) !== '' && (emails.get(emailOf(totals)) ?? 0) > 1
    totals.name = ownerName(owner)
    totals.text = fold(`${totals.name}\n${owner.email ?? ''}\n${owner.id ?? ''}`)
    person.statuses = person.statuses.toSorted(
      (a, b) => placeOf(a.status) - placeOf(b.status) || b.count - a.count,
    )
  }
  return all
}

/** Finds people and returns one page of them. */
export function findPeople(
  all: readonly PersonTotals[],
  query: PeopleQuery,
): Omit<PeoplePage, 'devicesWithoutOwner'> {
  const words = query.words.map(fold)
  const found = all.filter(
    (totals) =>
      words.every((word) => totals.text.includes(word)) &&
      query.conditions.every((condition) => holds[condition](totals, query)) &&
      (query.deviceCounts ?? []).every(
        ({ min, max }) => totals.person.devices >= min && totals.person.devices <= max,
      ),
  )
  // Sorting costs more than everything else, and a count needs none.
  if (query.limit === 0) return { people: [], total: found.length }
  const sort = [...query.sort, { field: 'name', descending: false } as const]
  const keys = sort.map(({ field, descending }) => ({ ranking: rankings[field], descending }))
  const sorted = sortByRank(found, keys, ({ person }) => person.id)
  const page = sorted.slice(query.offset, query.offset + query.limit)
  return { people: page.map(({ person }) => person), total: found.length }
}

const holds: Record<
  PeopleCondition,
  (totals: PersonTotals, query: Pick<PeopleQuery, 'now' | 'deviceLimit'>) => boolean
> = {
  'at-limit': ({ person }, { deviceLimit }) => person.devices >= deviceLimit,
  'over-limit': ({ person }, { deviceLimit }) => person.devices > deviceLimit,
  noncompliant: ({ person }) => person.posture === 'noncompliant',
  unauthorized: ({ person }) =>
    person.statuses.some(({ status }) => valueKey(status) === 'unauthorized'),
  stale: ({ hasOnline, lastUsed }, { now }) => !hasOnline && now - lastUsed > staleAfterMs,
  deactivated: ({ person, deactivated }) => person.devices === deactivated,
  never: ({ person }) => person.devices === person.neverConnected,
  double: ({ person }) => person.sharesEmail,
}

const rankings: Record<PeopleSortField, Ranking<PersonTotals>> = {
  name: byText(({ name }) => name),
  devices: byNumber(({ person }) => person.devices),
  lastConnection: byNumber(({ lastSeen }) => (lastSeen > -Infinity ? lastSeen : Number.NaN)),
  oldestVersion: byText(({ person }) => person.oldestVersion, compareVersions),
  posture: byNumber(({ person }) => verdictsInOrder.indexOf(person.posture)),
}

function isOlder(version: string, than: string | undefined): boolean {
  return than === undefined || compareVersions(version, than) < 0
}

function orNever(time: number): number {
  return Number.isNaN(time) ? -Infinity : time
}
