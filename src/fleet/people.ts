import { isDeactivated, isOnline, type Device, type Owner } from '../api/device.ts'
import { ownerName } from '../device/owner.ts'
import type { PostureVerdict } from '../device/posture.ts'
import { fold } from '../lib/fold.ts'
import type { ColumnStore } from './column-store.ts'
import { compareTexts } from './text-column.ts'
import { compareVersions } from '../query/versions.ts'

/** A person, with totals over their devices. */
export interface Person {
  /** ID of the person; `:` and the e-mail address without one, `none` for devices without an owner. */
  id: string
  owner: Owner | undefined
  devices: number
  online: number
  deactivated: number
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
export const peopleConditions = ['at-limit', 'stale', 'deactivated', 'never', 'double'] as const
export type PeopleCondition = (typeof peopleConditions)[number]

/** A search of the people that own devices. */
export interface PeopleQuery {
  /** Words that must all be found in the name, the e-mail address or the ID. */
  words: readonly string[]
  conditions: readonly PeopleCondition[]
  /** Ranges that all hold the number of a person's devices; a search with one finds no devices without an owner. */
  deviceCounts?: readonly { least: number; most: number }[]
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
  total: number
}

/** A person whose devices were all last used longer ago than this (ms) is stale. */
const staleAfterMs = 90 * 86_400_000

const worstFirst: readonly PostureVerdict[] = ['noncompliant', 'unknown', 'compliant']

/** A person while their devices are added up. */
export interface Sums extends Person {
  /** Folded name, e-mail address and ID. */
  text: string
  /** Last connection or registration of any device, ms since epoch; `Infinity` if a connection can't be read. */
  lastUsed: number
  /** Last connection of any device, ms since epoch. */
  lastSeen: number
}

type Columns = ColumnStore['columns']

/** Adds up the devices in `rows` by person. */
export function sumUpPeople(columns: Columns, rows: Iterable<number>): Sums[] {
  const { owner, status, active, lastConnection, createdAt, appVersion, posture } = columns
  const ownerCodes = owner.codes()
  const postureCodes = posture.codes()
  const connectedAt = lastConnection.values()
  const registeredAt = createdAt.values()
  const byKey = new Map<string, Sums>()
  const byCode: (Sums | undefined)[] = []

  for (const row of rows) {
    const code = ownerCodes[row] ?? 0
    const sums = (byCode[code] ??= personOf(byKey, owner.byCode[code]))
    // The newest record of a person names them.
    const newest = owner.newest[owner.people[code] ?? 0]
    if (newest === code) sums.owner = owner.byCode[code]
    const state = { status: status.get(row), active: active.get(row) }
    sums.devices += 1
    if (isOnline(state)) sums.online += 1
    if (isDeactivated(withoutUndefined(state))) sums.deactivated += 1
    if (lastConnection.isAbsent(row)) sums.neverConnected += 1
    else if (Number.isNaN(connectedAt[row])) {
      // A time that can't be read is neither "never" nor long ago.
      sums.lastConnection ??= lastConnection.get(row)
      sums.lastUsed = Infinity
    }
    sums.lastSeen = Math.max(sums.lastSeen, orNever(connectedAt[row]))
    sums.lastUsed = Math.max(sums.lastUsed, sums.lastSeen, orNever(registeredAt[row]))
    const version = appVersion.get(row)
    if (version !== undefined && isOlder(version, sums.oldestVersion)) sums.oldestVersion = version
    const verdict = posture.verdicts[postureCodes[row] ?? 0] ?? 'unknown'
    if (worstFirst.indexOf(verdict) < worstFirst.indexOf(sums.posture)) sums.posture = verdict
  }
  return finished([...byKey.values()])
}

/** Identifies the person a device belongs to. `:` can't occur in an ID. */
export function personId(owner: Owner | undefined): string {
  if (!owner) return 'none'
  return owner.id ?? `:${(owner.email ?? ownerName(owner)).toLowerCase()}`
}

function personOf(byKey: Map<string, Sums>, owner: Owner | undefined): Sums {
  const id = personId(owner)
  const known = byKey.get(id)
  if (known) return known
  const made: Sums = {
    id,
    owner,
    devices: 0,
    online: 0,
    deactivated: 0,
    neverConnected: 0,
    lastConnection: undefined,
    oldestVersion: undefined,
    posture: 'compliant',
    sharesEmail: false,
    text: '',
    lastUsed: -Infinity,
    lastSeen: -Infinity,
  }
  byKey.set(id, made)
  return made
}

function finished(people: Sums[]): Sums[] {
  const emails = new Map<string, number>()
  for (const { owner } of people) {
    const email = owner?.email?.toLowerCase()
    if (email) emails.set(email, (emails.get(email) ?? 0) + 1)
  }
  for (const person of people) {
    const { owner, lastSeen } = person
    if (lastSeen > -Infinity) person.lastConnection = new Date(lastSeen).toISOString()
    person.sharesEmail = (emails.get(owner?.email?.toLowerCase() ?? '') ?? 0) > 1
    person.text = fold(`${ownerName(owner)}\n${owner?.email ?? ''}\n${owner?.id ?? ''}`)
  }
  return people
}

/** Finds people and returns one page of them. */
export function findPeople(all: readonly Sums[], query: PeopleQuery): PeoplePage {
  const words = query.words.map(fold)
  const found = all.filter(
    (person) =>
      words.every((word) => person.text.includes(word)) &&
      query.conditions.every((condition) => holds[condition](person, query)) &&
      (query.deviceCounts ?? []).every(
        ({ least, most }) =>
          person.owner !== undefined && person.devices >= least && person.devices <= most,
      ),
  )
  // Sorting costs more than everything else, and a count needs none.
  if (query.limit === 0) return { people: [], total: found.length }
  const compareAll = query.sort.map(({ field, descending }) => comparing(field, descending))
  const sorted = found.toSorted(
    (a, b) =>
      compareAll.map((compare) => compare(a, b)).find((order) => order !== 0) ??
      comparing('name', false)(a, b),
  )
  const people = sorted.slice(query.offset, query.offset + query.limit).map(withoutSums)
  return { people, total: found.length }
}

/** The person alone, as it leaves the worker. */
export function withoutSums({
  text: _text,
  lastUsed: _lastUsed,
  lastSeen: _lastSeen,
  ...person
}: Sums): Person {
  return person
}

const holds: Record<
  PeopleCondition,
  (person: Sums, query: Pick<PeopleQuery, 'now' | 'deviceLimit'>) => boolean
> = {
  'at-limit': ({ owner, devices }, { deviceLimit }) =>
    owner !== undefined && devices >= deviceLimit,
  stale: ({ online, lastUsed }, { now }) => online === 0 && now - lastUsed > staleAfterMs,
  deactivated: ({ devices, deactivated }) => devices === deactivated,
  never: ({ devices, neverConnected }) => devices === neverConnected,
  double: ({ sharesEmail }) => sharesEmail,
}

/** Compares two people by a field; absent values come last in both directions. */
function comparing(field: PeopleSortField, descending: boolean): (a: Sums, b: Sums) => number {
  const sign = descending ? -1 : 1
  switch (field) {
    case 'name':
      return (a, b) =>
        absentLast(a.owner, b.owner) ||
        sign * compareTexts(ownerName(a.owner), ownerName(b.owner)) ||
        (a.id < b.id ? -1 : Number(a.id > b.id))
    case 'devices':
      return (a, b) => sign * (a.devices - b.devices)
    case 'lastConnection':
      return (a, b) =>
        absentLast(a.lastConnection, b.lastConnection) ||
        unreadableLast(a, b) ||
        sign * (a.lastSeen - b.lastSeen)
    case 'oldestVersion':
      return (a, b) =>
        absentLast(a.oldestVersion, b.oldestVersion) ||
        sign * compareVersions(a.oldestVersion ?? '', b.oldestVersion ?? '')
    case 'posture':
      return (a, b) => sign * (worstFirst.indexOf(a.posture) - worstFirst.indexOf(b.posture))
  }
}

function absentLast(a: unknown, b: unknown): number {
  return Number(a === undefined) - Number(b === undefined)
}

/** Not 0 where only one of two people was seen at a time that can be read, or neither. */
function unreadableLast(a: Sums, b: Sums): number {
  return Number(a.lastSeen === -Infinity) - Number(b.lastSeen === -Infinity)
}

function isOlder(version: string, than: string | undefined): boolean {
  return than === undefined || compareVersions(version, than) < 0
}

function orNever(time: number | undefined): number {
  return time === undefined || Number.isNaN(time) ? -Infinity : time
}

function withoutUndefined(state: { status: string; active: Device['active'] }) {
  const { status, active } = state
  return active === undefined ? { status } : { status, active }
}
