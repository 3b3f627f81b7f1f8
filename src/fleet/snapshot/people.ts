import { isOnline, type Device, type Owner } from '../../api/device.ts'
import type { FieldOf } from '../../device/fields.ts'
import { ownerName } from '../../device/owner.ts'
import { postureVerdict, type PostureVerdict } from '../../device/posture.ts'
import { forSetStatuses, setStatusOf } from '../../device/status-lists.ts'
import { documentedStatuses } from '../../device/status-lists.ts'
import type { SetStatus } from '../../device/statuses.ts'
import { maxOf } from '../../lib/max-of.ts'
import { memoize } from '../../lib/memoize.ts'
import { dayMs } from '../../lib/time.ts'
import type { Searchable } from '../../query/searchable.ts'
import { valueKey } from '../../query/value-key.ts'
import { compareVersions } from '../../query/versions.ts'
import { hasWord, searchText, wordForms } from '../../query/word-forms.ts'
import { byNumber, byText, sortByRank, verdictsInOrder, type Ranking } from './ordering.ts'

/** A person, with what searches and sorts of people compare. */
export interface Person {
  /** `ownerKey` of the person. */
  id: string
  owner: Owner
  /** The name as shown, by which people are sorted. */
  name: string
  /** Folded name, e-mail address and ID. */
  text: string
  devices: number
  /** Numbers of devices by status: the documented ones first, then those that the API's answers add. */
  statuses: { status: string; count: number }[]
  hasOnline: boolean
  /** The status that people put all of the devices in. */
  allIn: SetStatus | undefined
  neverConnected: number
  /** ISO 8601, or a text that isn't a time; absent when none of the devices ever connected. */
  lastConnection: string | undefined
  /** Last connection of any device, ms since epoch; `-Infinity` without one. */
  lastSeen: number
  /** Last connection or registration of any device, ms since epoch; `Infinity` if a connection can't be read. */
  lastUsed: number
  oldestVersion: string | undefined
  /** The worst among the devices. */
  posture: PostureVerdict
  /** Another person has the same e-mail address. */
  sharesEmail: boolean
}

/** A search for people; all of it must hold. */
export interface PeopleSearch {
  /** Found in the name, the e-mail address or the ID. */
  words: readonly string[]
  conditions: readonly PeopleCondition[]
  /** Ranges of the number of a person's devices. */
  deviceCounts: readonly { min: number; max: number }[]
}

export interface PeopleQuery {
  /** A search as written; empty for all people. */
  q: string
  sort?: readonly { field: PeopleSortField; descending: boolean }[]
  /** 0-based position of the first person wanted. */
  offset?: number
  /** By default none: the number alone. */
  limit?: number
  deviceLimit: number
  /** IDs of people who are told as they are now, too, whatever is searched for. */
  also?: readonly string[]
}

export interface PeoplePage {
  people: Person[]
  total: number
  /** Those asked for by their ID who still have devices. */
  also: Person[]
  devicesWithoutOwner: number
}

/** A person whose devices were all last used longer ago than this (ms) is stale. */
const staleAfterMs = 90 * dayMs

/** Adds up devices by person. */
export function aggregatePeople(devices: Iterable<Searchable>): Person[] {
  const statusKey = memoize(valueKey)
  const all: Person[] = []
  for (const [id, theirs] of Map.groupBy(devices, ({ ownerKey }) => ownerKey)) {
    if (id !== undefined) all.push(personOf(id, theirs, statusKey))
  }
  for (const [email, sharers] of Map.groupBy(all, ({ owner }) => owner.email?.toLowerCase())) {
    for (const person of sharers) person.sharesEmail = !!email && sharers.length > 1
  }
  return all
}

function personOf(
  id: string,
  searchables: readonly Searchable[],
  statusKey: (status: string) => string,
): Person {
  const devices = searchables.map(({ device }) => device)
  // The newest answer names the person.
  const { owner = {} } = devices.reduce((newest, next) =>
    next.readAt >= newest.readAt ? next : newest,
  )
  const versions = devices.flatMap(({ appVersion }) => appVersion ?? [])
  const setStatuses = new Set(devices.map(setStatusOf))
  const verdicts = new Set(devices.map(({ posture }) => postureVerdict(posture)))
  const lastSeen = latestOf(searchables, 'lastConnection')
  const unreadable = searchables.find(
    ({ device, times }) =>
      device.lastConnection !== undefined && Number.isNaN(times.lastConnection),
  )?.device.lastConnection
  const name = ownerName(owner)
  return {
    id,
    owner,
    name,
    text: searchText(`${name}\n${owner.email ?? ''}\n${owner.id ?? ''}`),
    devices: devices.length,
    statuses: countStatuses(devices, statusKey),
    hasOnline: devices.some(isOnline),
    allIn: setStatuses.size === 1 ? [...setStatuses][0] : undefined,
    neverConnected: devices.filter(({ lastConnection }) => lastConnection === undefined).length,
    lastConnection: lastSeen > -Infinity ? new Date(lastSeen).toISOString() : unreadable,
    lastSeen,
    // A time that can't be read is neither "never" nor long ago.
    lastUsed:
      unreadable === undefined ? Math.max(lastSeen, latestOf(searchables, 'createdAt')) : Infinity,
    oldestVersion: versions.toSorted(compareVersions)[0],
    posture: verdictsInOrder.find((verdict) => verdicts.has(verdict)) ?? 'unknown',
    sharesEmail: false,
  }
}

/** The latest of times that can be read; `-Infinity` without one. */
function latestOf(devices: readonly Searchable[], field: FieldOf<'time'>): number {
  const times = devices.map(({ times: { [field]: time } }) => time)
  return maxOf(
    times.filter((time) => !Number.isNaN(time)),
    -Infinity,
  )
}

const documentedKeys = documentedStatuses.map(valueKey)

/** Counts devices by status: the documented ones in their order, then the others. */
function countStatuses(
  devices: readonly Device[],
  keyOf: (status: string) => string,
): Person['statuses'] {
  const placeOf = (key: string) => documentedKeys.indexOf(key) + 1 || Infinity
  return [...Map.groupBy(devices, ({ status }) => keyOf(status))]
    .toSorted(
      ([key, some], [other, others]) =>
        placeOf(key) - placeOf(other) || others.length - some.length,
    )
    .map(([key, alike]) => ({ status: alike[0]?.status ?? key, count: alike.length }))
}

/** Finds people and returns one page of them; `now` is in ms since epoch. */
export function findPeople(
  all: readonly Person[],
  { words, conditions, deviceCounts }: PeopleSearch,
  query: PeopleQuery,
  now: number,
): Omit<PeoplePage, 'devicesWithoutOwner'> {
  const { deviceLimit, offset = 0, limit = 0 } = query
  const wanted = words.map(wordForms).filter((forms) => forms.length > 0)
  const found = all.filter(
    (person) =>
      wanted.every((forms) => hasWord(person.text, forms)) &&
      conditions.every((condition) => holds[condition](person, { now, deviceLimit })) &&
      deviceCounts.every(({ min, max }) => person.devices >= min && person.devices <= max),
  )
  const ids = new Set(query.also)
  const also = all.filter(({ id }) => ids.has(id))
  // Sorting costs more than everything else, and a count needs none.
  if (limit === 0) return { people: [], total: found.length, also }
  const sort = [...(query.sort ?? []), { field: 'name', descending: false } as const]
  const keys = sort.map(({ field, descending }) => ({ ranking: rankings[field], descending }))
  const sorted = sortByRank(found, keys, ({ id }) => id)
  const people = sorted.slice(offset, offset + limit)
  return { people, total: found.length, also }
}

type Condition = (person: Person, beside: { now: number; deviceLimit: number }) => boolean

const holds = {
  'at-limit': ({ devices }, { deviceLimit }) => devices >= deviceLimit,
  'over-limit': ({ devices }, { deviceLimit }) => devices > deviceLimit,
  noncompliant: ({ posture }) => posture === 'noncompliant',
  unauthorized: ({ statuses }) =>
    statuses.some(({ status }) => valueKey(status) === 'unauthorized'),
  ...forSetStatuses(
    (status): Condition =>
      ({ allIn }) =>
        allIn === status,
  ),
  stale: ({ hasOnline, lastUsed }, { now }) => !hasOnline && now - lastUsed > staleAfterMs,
  never: ({ devices, neverConnected }) => devices === neverConnected,
  double: ({ sharesEmail }) => sharesEmail,
} satisfies Record<string, Condition>

/** Conditions on people, as the terms of a search name them: `is:at-limit`. */
export type PeopleCondition = keyof typeof holds
export const peopleConditions = Object.keys(holds) as PeopleCondition[]

const rankings = {
  name: byText(({ name }) => name),
  devices: byNumber(({ devices }) => devices),
  lastConnection: byNumber(({ lastSeen }) => (lastSeen > -Infinity ? lastSeen : Number.NaN)),
  oldestVersion: byText(({ oldestVersion }) => oldestVersion, compareVersions),
  posture: byNumber(({ posture }) => verdictsInOrder.indexOf(posture)),
} satisfies Record<string, Ranking<Person>>

export type PeopleSortField = keyof typeof rankings
export const peopleSortFields = Object.keys(rankings) as PeopleSortField[]
