import type { Device } from '../../api/device.ts'
import { ownerName } from '../../device/owner.ts'
import type { Searchable } from '../../query/searchable.ts'
import { valueKey } from '../../query/value-key.ts'
import { hostOf, tokenOf, type Token } from './token.ts'

/** A line of a list as it was given. */
export interface GivenLine {
  /** 1-based number of the line in the text. */
  line: number
  text: string
}

/** What becomes of a line: exactly one of these. */
export const lineKinds = ['matched', 'ambiguous', 'not-found', 'repeated'] as const
export type LineKind = (typeof lineKinds)[number]

/** Each kind, on the screen and in files. */
export const lineKindNames: Readonly<Record<LineKind, string>> = {
  matched: 'Matched',
  ambiguous: 'Ambiguous',
  'not-found': 'Not found',
  repeated: 'Repeated',
}

/** The field by which a line names a device or a person. */
export type MatchedBy = 'id' | 'hardwareId' | 'email' | 'ownerId' | 'name'

/** A line, and what it names. */
export type LineMatch = GivenLine &
  (
    | { kind: 'matched'; by: MatchedBy; devices: readonly Device[]; person?: string }
    | { kind: 'ambiguous'; why: Ambiguity; devices: readonly Device[] }
    | { kind: 'not-found'; why: 'empty' | 'placeholder' | 'unknown' }
    | { kind: 'repeated'; sameAs: number }
  )

/** `kinds`: the line is one thing's ID and another's name, for example. */
export type Ambiguity = 'names' | 'hardware' | 'people' | 'ids' | 'kinds'

/** Everything that a token was found to name. */
interface Hits {
  token: Token
  exactIds: Device[]
  ids: Device[]
  hardware: Device[]
  /** By `ownerKey`. */
  byEmail: Map<string, Device[]>
  byOwnerId: Map<string, Device[]>
  /** By spelling of the name, as in `token.names`. */
  names: Map<string, Device[]>
  hosts: Device[]
}

type Place = (hits: Hits) => void

type Resolved = { [K in LineMatch['kind']]: Omit<Extract<LineMatch, { kind: K }>, keyof GivenLine> }
/** What a line names by itself, without regard to the others. */
export type Resolution = Resolved['matched' | 'ambiguous' | 'not-found'] & { token: Token }

/** Finds what each text names, in one pass over the devices. */
export function resolveTexts(
  texts: readonly string[],
  devices: Iterable<Searchable>,
): Resolution[] {
  const byText = new Map<string, Hits>()
  const all = texts.map((text) => {
    const hits = byText.get(text) ?? newHits(tokenOf(text))
    byText.set(text, hits)
    return hits
  })
  collectHits([...byText.values()], devices)
  return all.map((hits) => ({ ...resolve(hits), token: hits.token }))
}

/**
 * Finds what each line names, and which lines name the same; in the order of the lines. A line that may
 * mean more than one thing is never decided.
 */
export function matchLines(
  lines: readonly GivenLine[],
  devices: Iterable<Searchable>,
): LineMatch[] {
  const resolutions = resolveTexts(
    lines.map(({ text }) => text),
    devices,
  )
  /** Numbers of the lines that named something first. */
  const first = new Map<string, number>()
  return resolutions.map(({ token, ...match }, position): LineMatch => {
    const given = lines[position] ?? { line: 0, text: '' }
    const identity = identityOf(match, token)
    const sameAs = identity === undefined ? undefined : first.get(identity)
    if (sameAs !== undefined) return { ...given, kind: 'repeated', sameAs }
    if (identity !== undefined) first.set(identity, given.line)
    return { ...given, ...match }
  })
}

/** Numbers of lines by kind: they add up to all lines. */
export function countLines(lines: readonly LineMatch[]): Record<LineKind, number> {
  const counts = { matched: 0, ambiguous: 0, 'not-found': 0, repeated: 0 }
  for (const { kind } of lines) counts[kind] += 1
  return counts
}

/** IDs of all devices that a list names or may name: nobody can say that these aren't in it. */
export function namedDevices(lines: readonly LineMatch[]): Set<string> {
  const ids = new Set<string>()
  for (const match of lines) {
    if ('devices' in match) for (const { id } of match.devices) ids.add(id)
  }
  return ids
}

function newHits(token: Token): Hits {
  return {
    token,
    exactIds: [],
    ids: [],
    hardware: [],
    byEmail: new Map(),
    byOwnerId: new Map(),
    names: new Map(),
    hosts: [],
  }
}

/** Passes over the devices once, however many lines there are. */
function collectHits(all: readonly Hits[], devices: Iterable<Searchable>): void {
  if (all.length === 0) return
  const ids = groupBy(all, ({ token }) => [token.text.toLowerCase()])
  const hardware = groupBy(all, ({ token }) => [token.hardwareKey])
  const emails = groupBy(all, ({ token }) => [token.email])
  const ownerIds = groupBy(all, ({ token }) => [token.text.toLowerCase()])
  const names = groupBy(all, ({ token }) => token.names)
  const hosts = groupBy(all, ({ token }) => [token.host])
  const at = (places: Map<string, Hits[]>, key: string | undefined, place: Place) => {
    if (key === undefined || key === '') return
    for (const hits of places.get(key) ?? []) place(hits)
  }
  for (const { device, hardwareKey, ownerKey } of devices) {
    const { id, name, owner } = device
    at(ids, id.toLowerCase(), (hits) => {
      hits.ids.push(device)
      if (hits.token.text === id) hits.exactIds.push(device)
    })
    at(hardware, hardwareKey, (hits) => hits.hardware.push(device))
    const key = valueKey(name)
    at(names, key, (hits) => add(hits.names, key, device))
    at(hosts, hostOf(name), (hits) => hits.hosts.push(device))
    if (owner && ownerKey !== undefined) {
      at(emails, owner.email?.trim().toLowerCase(), (hits) => add(hits.byEmail, ownerKey, device))
      at(ownerIds, owner.id?.toLowerCase(), (hits) => add(hits.byOwnerId, ownerKey, device))
    }
  }
}

function groupBy(
  all: readonly Hits[],
  keysOf: (hits: Hits) => readonly (string | undefined)[],
): Map<string, Hits[]> {
  const groups = new Map<string, Hits[]>()
  for (const hits of all) {
    for (const key of keysOf(hits)) if (key !== undefined) add(groups, key, hits)
  }
  return groups
}

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key)
  if (group) group.push(item)
  else groups.set(key, [item])
}

function resolve(hits: Hits): Resolved['matched' | 'ambiguous' | 'not-found'] {
  const { token } = hits
  if (token.text === '') return { kind: 'not-found', why: 'empty' }
  const found = (
    [
      // IDs that differ only in case are two devices, of which the exact one is meant.
      ['id', hits.exactIds.length > 0 ? hits.exactIds : hits.ids],
      ['hardwareId', hits.hardware],
      ['name', namesakes(hits)],
    ] as const
  ).filter(([, devices]) => devices.length > 0)
  const people = new Map([...hits.byEmail, ...exactly(hits.byOwnerId, token.text)])
  const devices = distinct(found.flatMap(([, some]) => some))
  const [only] = people.values()
  if (devices.length === 0 && people.size === 1 && only) {
    const by = hits.byEmail.size > 0 ? 'email' : 'ownerId'
    return { kind: 'matched', by, devices: only, person: ownerName(only[0]?.owner) }
  }
  const [best] = found
  if (devices.length === 1 && people.size === 0 && best) {
    return { kind: 'matched', by: best[0], devices }
  }
  if (devices.length === 0 && people.size === 0) {
    const isPlaceholder = token.hardwareKey === undefined && token.email === undefined
    return { kind: 'not-found', why: isPlaceholder ? 'placeholder' : 'unknown' }
  }
  return {
    kind: 'ambiguous',
    why: ambiguityOf(
      found.map(([by]) => by),
      people.size,
    ),
    devices: distinct([...devices, ...[...people.values()].flat()]),
  }
}

/** The devices of the most exact spelling that any has; a host without a domain may have any. */
function namesakes({ token, names, hosts }: Hits): readonly Device[] {
  const spelled = token.names.map((name) => names.get(name)).find((devices) => devices)
  return distinct([...(spelled ?? []), ...hosts])
}

function ambiguityOf(by: readonly MatchedBy[], people: number): Ambiguity {
  if (by.length + Math.min(people, 1) > 1) return 'kinds'
  if (people > 0) return 'people'
  return by[0] === 'name' ? 'names' : by[0] === 'id' ? 'ids' : 'hardware'
}

/** Equal for lines that name the same; `undefined` for a line without a name. */
function identityOf(
  match: Resolved['matched' | 'ambiguous' | 'not-found'],
  { text }: Token,
): string | undefined {
  if (match.kind === 'not-found') return text === '' ? undefined : `? ${valueKey(text)}`
  const ids = match.devices.map(({ id }) => id)
  const isPerson = match.kind === 'matched' && match.person !== undefined
  return `${isPerson ? 'person' : match.kind} ${ids.toSorted().join()}`
}

/** IDs of people that differ only in case are two people, of which the exact one is meant. */
function exactly(people: Map<string, Device[]>, id: string): Map<string, Device[]> {
  const exact = [...people].filter(([, devices]) => devices[0]?.owner?.id === id)
  return exact.length > 0 ? new Map(exact) : people
}

function distinct(devices: readonly Device[]): Device[] {
  return [...new Map(devices.map((device) => [device.id, device])).values()]
}
