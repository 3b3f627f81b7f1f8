import type { Device } from '../../api/device.ts'
import { ownerName } from '../../device/owner.ts'
import type { Searchable } from '../../query/searchable.ts'
import { valueKey } from '../../query/value-key.ts'
import type { Job } from '../worker/job.ts'
import { hostOf, tokenOf, type Token } from './token.ts'

/** A line of a list as it was given. */
export interface GivenLine {
  /** 1-based number of the line in the text. */
  line: number
  text: string
}

/** What becomes of a line: exactly one of these, each with its name on the screen and in files. */
export const lineKinds = {
  matched: 'Matched',
  ambiguous: 'Ambiguous',
  'not-found': 'Not found',
  repeated: 'Repeated',
} as const
export type LineKind = keyof typeof lineKinds

/** What a line names by itself, without regard to the others. */
export interface Meaning {
  kind: LineKind
  /** By what it names them, or why it doesn't; empty where no device is like it. */
  note: string
  /** Those that it names or may mean. */
  devices: readonly Device[]
  /** It names a person, whose devices these are. */
  isPerson?: boolean
}

/** A line, and what it names. */
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

/** Finds what each text names, in one pass over the devices. */
export async function resolveTexts(
  texts: readonly string[],
  devices: readonly Searchable[],
  job: Job,
): Promise<{ token: Token; meaning: Meaning }[]> {
  const tokens: Token[] = []
  const wanted = new Set<string>()
  await job.each('Reading the lines', texts, (text) => {
    const token = tokenOf(text)
    tokens.push(token)
    const { hardwareKey = '', email = '', host = '' } = token
    for (const key of [token.text.toLowerCase(), hardwareKey, email, host]) wanted.add(key)
    for (const name of token.names) wanted.add(name)
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
  const meanings: { token: Token; meaning: Meaning }[] = []
  await job.each('Matching the lines', tokens, (token) => {
    meanings.push({ token, meaning: meaningOf(token, lookup) })
  })
  return meanings
}

/**
 * Finds what each line names, and which lines name the same; in the order of the lines. A line that may
 * mean more than one thing is never decided.
 */
export async function matchLines(
  lines: readonly GivenLine[],
  devices: readonly Searchable[],
  job: Job,
): Promise<LineMatch[]> {
  const texts = lines.map(({ text }) => text)
  const resolved = await resolveTexts(texts, devices, job)
  /** Numbers of the lines that named something first. */
  const first = new Map<string, number>()
  return lines.flatMap((given, position) => {
    const { token, meaning } = resolved[position] ?? {}
    if (!token || !meaning) return []
    const identity = identityOf(meaning, token)
    const sameAs = first.get(identity)
    if (sameAs !== undefined) {
      return [{ ...given, kind: 'repeated' as const, note: `Same as line ${sameAs}`, devices: [] }]
    }
    if (token.text !== '') first.set(identity, given.line)
    return [{ ...given, ...meaning }]
  })
}

/** IDs of all devices that a list names or may name: nobody can say that these aren't in it. */
export function namedDevices(lines: readonly LineMatch[]): Set<string> {
  return new Set(lines.flatMap(({ devices }) => devices.map(({ id }) => id)))
}

function meaningOf(token: Token, lookup: Lookup): Meaning {
  const { text, hardwareKey, email, names, host } = token
  if (text === '') return { kind: 'not-found', note: 'No text', devices: [] }
  const at = (way: Way, key = '') => lookup[way].get(key) ?? []
  const lowerCase = text.toLowerCase()
  // The devices of the most exact spelling that any has; a host without a domain may have any.
  const spelled = names.map((name) => at('name', name)).find(({ length }) => length > 0) ?? []
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
  ].filter(({ found }) => found.length > 0)
  const byEmail = at('email', email)
  const byUserId = exactOr(at('ownerId', lowerCase), ({ device }) => device.owner?.id === text)
  const owned = [...byEmail, ...byUserId]
  const people = new Set(owned.map(({ ownerKey }) => ownerKey)).size
  const devices = distinct(
    [best, ...others].flatMap((way) => [...(way?.found ?? [])]).concat(owned),
  )
  if (devices.length === 0) {
    const isPlaceholder = hardwareKey === undefined && email === undefined
    const note = isPlaceholder ? 'A placeholder, which many machines report' : ''
    return { kind: 'not-found', note, devices }
  }
  if (!best && people === 1) {
    const note = `${byEmail.length > 0 ? 'E-mail' : 'User ID'} of ${ownerName(devices[0]?.owner)}`
    return { kind: 'matched', note, devices, isPerson: true }
  }
  if (best && people === 0 && devices.length === 1) {
    return { kind: 'matched', note: best.by, devices }
  }
  const isOneWay = others.length === 0 && !(best && people > 0)
  const note = isOneWay
    ? (best?.several ?? 'Several people have this e-mail address')
    : 'One device’s name or ID and another’s hardware ID, or a person’s'
  return { kind: 'ambiguous', note, devices }
}

/** Equal for lines that name the same. */
function identityOf({ kind, devices, isPerson }: Meaning, { text }: Token): string {
  if (kind === 'not-found') return `? ${valueKey(text)}`
  const ids = devices.map(({ id }) => id)
  return `${isPerson ? 'person' : kind} ${ids.toSorted().join()}`
}

function exactOr(some: readonly Searchable[], isExact: (device: Searchable) => boolean) {
  const exact = some.filter(isExact)
  return exact.length > 0 ? exact : some
}

function distinct(devices: readonly Searchable[]): Device[] {
  return [...new Map(devices.map(({ device }) => [device.id, device])).values()]
}
