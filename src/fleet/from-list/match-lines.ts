import type { Device } from '../../api/device.ts'
import { ownerName } from '../../device/owner.ts'
import type { Searchable } from '../../query/searchable.ts'
import { valueKey } from '../../query/value-key.ts'
import type { Job } from '../worker/job.ts'
import { hostOf, tokenOf, type Token } from './token.ts'

/** Longer lists are refused: nobody can answer for them in one go. */
export const maxListLines = 50_000

/** Results of a line, of which it has exactly one, with their names on the screen and in files. */
export const lineKinds = {
  matched: 'Matched',
  ambiguous: 'Ambiguous',
  'not-found': 'Not found',
  repeated: 'Repeated',
} as const
export type LineKind = keyof typeof lineKinds

export interface GivenLine {
  /** 1-based number of the line in the text. */
  line: number
  text: string
}

/** The devices that a text names. */
export interface Meaning {
  kind: LineKind
  /** By what it names them, or why it doesn't; empty where no device is like it. */
  note: string
  /** Those that it names or may mean. */
  devices: readonly Device[]
  /** It names a person, whose devices these are. */
  isPerson?: boolean
  /** Equal for texts that name the same; absent for a text without letters and digits. */
  identity?: string
}

export type LineMatch = GivenLine & Meaning

/** The ways in which a line can name a device, each with the key that both share. */
const keys = {
  id: ({ device }: Searchable) => device.id.toLowerCase(),
  hardwareId: ({ hardwareKey }: Searchable) => hardwareKey,
  name: ({ device }: Searchable) => valueKey(device.name),
  host: ({ device }: Searchable) => hostOf(device.name),
  email: ({ device }: Searchable) => device.owner?.email?.trim().toLowerCase(),
  ownerId: ({ device }: Searchable) => device.owner?.id?.toLowerCase(),
}
type Way = keyof typeof keys
const ways = Object.keys(keys) as Way[]

/** The devices with each key that a line has, by way. */
type Lookup = Record<Way, Map<string, Searchable[]>>

/** Finds what each text names by itself, in one pass over the devices. */
export async function resolveTexts<T extends { text: string }>(
  given: readonly T[],
  devices: readonly Searchable[],
  job: Job,
): Promise<(T & Meaning)[]> {
  const tokens: { each: T; token: Token }[] = []
  const wanted = new Set<string>()
  await job.each('Reading the lines', given, (each) => {
    const token = tokenOf(each.text)
    tokens.push({ each, token })
    const { text, hardwareKey, email, host, names } = token
    for (const key of [text.toLowerCase(), hardwareKey, email, host, ...names]) wanted.add(key)
  })
  wanted.delete('')
  const lookup = Object.fromEntries(ways.map((way) => [way, new Map()])) as Lookup
  await job.each('Matching the devices', wanted.size > 0 ? devices : [], (device) => {
    for (const way of ways) {
      const key = keys[way](device)
      if (key === undefined || !wanted.has(key)) continue
      const found = lookup[way].get(key)
      if (found) found.push(device)
      else lookup[way].set(key, [device])
    }
  })
  const resolved: (T & Meaning)[] = []
  await job.each('Matching the lines', tokens, ({ each, token }) => {
    resolved.push({ ...each, ...meaningOf(token, lookup) })
  })
  return resolved
}

/** Finds what each line names, in order. One that may mean more than one thing is never decided. */
export async function matchLines(
  lines: readonly GivenLine[],
  devices: readonly Searchable[],
  job: Job,
): Promise<LineMatch[]> {
  /** Numbers of the lines that named something first. */
  const first = new Map<string, number>()
  const resolved = await resolveTexts(lines, devices, job)
  return resolved.map((match): LineMatch => {
    const { line, text, identity } = match
    const sameAs = identity === undefined ? undefined : first.get(identity)
    if (sameAs !== undefined) {
      return { line, text, kind: 'repeated', note: `Same as line ${sameAs}`, devices: [] }
    }
    if (identity !== undefined) first.set(identity, line)
    return match
  })
}

/** IDs of all devices that a list names or may name: nobody can say that these aren't in it. */
export function namedDevices(lines: readonly LineMatch[]): Set<string> {
  return new Set(lines.flatMap(({ devices }) => devices.map(({ id }) => id)))
}

function meaningOf(token: Token, lookup: Lookup): Meaning {
  const { text, hardwareKey, email, names, host } = token
  if (text === '') return { kind: 'not-found', note: 'No text', devices: [] }
  const at = (way: Way, key: string) => lookup[way].get(key) ?? []
  const lowerCase = text.toLowerCase()
  // The devices of the most exact spelling that any has; a host without a domain may have any.
  const spelled = names.map((name) => at('name', name)).find(({ length }) => length > 0) ?? []
  const byEmail = at('email', email)
  const byUserId = exactOr(at('ownerId', lowerCase), ({ device }) => device.owner?.id === text)
  const [best, ...others] = [
    {
      by: 'ID',
      several: 'IDs that differ only in case',
      // Where two differ in nothing else, the exact one is meant.
      found: exactOr(at('id', lowerCase), ({ device }) => device.id === text),
    },
    {
      by: 'Hardware ID',
      several: 'Several devices have this hardware ID',
      found: at('hardwareId', hardwareKey),
    },
    {
      by: 'Name',
      several: 'Several devices have this name',
      found: [...spelled, ...at('host', host)],
    },
    {
      by: byEmail.length > 0 ? 'E-mail' : 'User ID',
      several: 'Several people have this e-mail address',
      found: [...byEmail, ...byUserId],
      isPerson: true,
    },
  ].filter(({ found }) => found.length > 0)
  if (!best) {
    const isPlaceholder = hardwareKey === '' && email === ''
    const note = isPlaceholder ? 'A placeholder, which many machines report' : ''
    return { kind: 'not-found', note, devices: [], identity: `? ${valueKey(text)}` }
  }
  const all = [best, ...others].flatMap(({ found }) => found)
  const devices = [...new Map(all.map(({ device }) => [device.id, device])).values()]
  const ids = devices.map(({ id }) => id).toSorted()
  const { isPerson = false } = best
  const meant = new Set(all.map(({ device, ownerKey }) => (isPerson ? ownerKey : device.id)))
  if (meant.size === 1 && !others.some((other) => other.isPerson)) {
    const note = isPerson ? `${best.by} of ${ownerName(devices[0]?.owner)}` : best.by
    const identity = `${isPerson ? 'person' : 'device'} ${ids.join()}`
    return { kind: 'matched', note, devices, isPerson, identity }
  }
  const note =
    others.length === 0
      ? best.several
      : 'One device’s name or ID and another’s hardware ID, or a person’s'
  return { kind: 'ambiguous', note, devices, identity: `any of ${ids.join()}` }
}

function exactOr(some: readonly Searchable[], isExact: (device: Searchable) => boolean) {
  const exact = some.filter(isExact)
  return exact.length > 0 ? exact : some
}
