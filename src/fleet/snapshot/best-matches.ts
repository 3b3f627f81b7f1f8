import type { Device } from '../../api/device.ts'
import { hardwareKey, isPlaceholderHardwareId } from '../../device/hardware-id.ts'
import { fold } from '../../lib/fold.ts'
import type { Searchable } from '../../query/searchable.ts'
import { parseQuery } from '../../query/query.ts'
import { hasWord, wordForms } from '../../query/word-forms.ts'
import { compareTexts } from './ordering.ts'
import type { Person } from './people.ts'

export interface FindQuery {
  /** A search as in the list of devices; people are found by its words. */
  text: string
  maxDevices: number
  maxPeople: number
}

const nameRanks = ['exact', 'begins', 'within', 'elsewhere'] as const
type NameRank = (typeof nameRanks)[number]

export interface Found {
  /** By rank; in a rank people come before devices, except among exact ones. */
  matches: readonly Match[]
  total: number
}

export type Match = { rank: NameRank } & ({ device: Device } | { person: Person })

/** Finds the best among the devices that match, given in the order of their names, and among all people. */
export function findBest(
  { text, maxDevices, maxPeople }: FindQuery,
  devices: readonly Searchable[],
  everyone: readonly Person[],
): Found {
  const { terms } = parseQuery(text)
  const wanted = fold(text)
  const isExact = exactTest(text)
  const isOnlyWords = terms.every(({ kind, negated }) => kind === 'word' && !negated)
  const words = terms.flatMap((term) => (term.kind === 'word' ? [wordForms(term.text)] : []))
  const people = isOnlyWords
    ? everyone.filter((person) => words.every((forms) => hasWord(person.text, forms)))
    : []
  const matchingDevices = bestOf(
    devices,
    (device) => (isExact(device) ? 'exact' : rankName(fold(device.device.name), wanted)),
    () => 0,
    maxDevices,
  ).map(({ rank, item: { device } }): Match => ({ rank, device }))
  const matchingPeople = bestOf(
    people,
    (person) => rankPerson(person, wanted),
    (a, b) => compareTexts(a.name, b.name),
    maxPeople,
  ).map(({ rank, item }): Match => ({ rank, person: item }))
  const matches = nameRanks.flatMap((name) =>
    (name === 'exact'
      ? [...matchingDevices, ...matchingPeople]
      : [...matchingPeople, ...matchingDevices]
    ).filter(({ rank }) => rank === name),
  )
  return { matches, total: devices.length + people.length }
}

/** Compiles a text to a test of the device with this ID, or with this hardware ID in any spelling. */
export function exactTest(text: string): (device: Searchable) => boolean {
  const hardware = isPlaceholderHardwareId(text) ? undefined : hardwareKey(text)
  return ({ device, hardwareKey: key }) =>
    device.id === text || (hardware !== undefined && key === hardware)
}

/** The `limit` best items in order; `compare` decides among those of one rank. */
function bestOf<T>(
  items: readonly T[],
  rankOf: (item: T) => NameRank,
  compare: (a: T, b: T) => number,
  limit: number,
): { item: T; rank: NameRank }[] {
  const byRank = Map.groupBy(items, rankOf)
  return nameRanks
    .flatMap((rank) => {
      const alike = (byRank.get(rank) ?? []).toSorted(compare).slice(0, limit)
      return alike.map((item) => ({ item, rank }))
    })
    .slice(0, limit)
}

/** How well a folded text names a person, by the folded name, e-mail address and ID, one a line. */
function rankPerson({ text: lines }: Person, wanted: string): NameRank {
  if (lines.includes(`\n${wanted}\n`)) return 'exact'
  const name = lines.slice(1, lines.indexOf('\n', 1))
  const rank = rankName(name, wanted)
  // A last name counts as much as a first name.
  return rank === 'within' && name.includes(` ${wanted}`) ? 'begins' : rank
}

function rankName(name: string, wanted: string): NameRank {
  if (name === wanted) return 'exact'
  const index = name.indexOf(wanted)
  if (index < 0) return 'elsewhere'
  return index === 0 ? 'begins' : 'within'
}
