import type { Device } from '../api/device.ts'
import { fold } from '../lib/fold.ts'
import type { ColumnStore } from './column-store.ts'
import type { Person, Sums } from './people.ts'
import { withoutSums } from './people.ts'
import { compareTexts } from './text-column.ts'

/** A search for the devices and people that a text names best. */
export interface FindQuery {
  /** A search as in the list of devices; people are found by its words. */
  text: string
  /** ms since epoch: ages are counted from here. */
  now: number
  mostDevices: number
  mostPeople: number
}

/** Grades of how well a text names something, the best first. */
export const nameRanks = ['exact', 'begins', 'within', 'elsewhere'] as const
export type NameRank = (typeof nameRanks)[number]

export interface Found {
  /** By rank; in a rank people come before devices, except among exact ones. */
  matches: readonly Match[]
  /** Number of matching devices and people, of which the best are listed. */
  total: number
}

export type Match = { rank: NameRank } & ({ device: Device } | { person: Person })

const [exact, begins, within, elsewhere] = [0, 1, 2, 3]

/** Rows of the devices that `text` names best among those where `matched` is 1, each with its rank. */
export function bestRows(
  matched: Uint8Array,
  text: string,
  { columns: { id, name, hardwareId } }: ColumnStore,
  most: number,
): { rows: { row: number; rank: NameRank }[]; total: number } {
  const wanted = fold(text)
  const names = name.words()
  const nameCodes = name.codes()
  const orders = name.dictionary.ranks()
  const orderCount = name.dictionary.rankCount() + 1
  const hardwareIds = hardwareId.words()
  const hardwareCodes = hardwareId.codes()
  const rowCount = matched.length
  // Rank, name and row in one number, so that nothing is allocated for each of 100,000 matches.
  const best = keepBest<number>(most, (a, b) => a - b)
  let total = 0
  for (let row = matched.indexOf(1); row > 0; row = matched.indexOf(1, row + 1)) {
    total += 1
    const code = nameCodes[row] ?? 0
    const isExact =
      hardwareIds[hardwareCodes[row] ?? 0] === wanted || id.dictionary.texts[row] === text
    const rank = isExact ? exact : rankOf(names[code] ?? '', wanted)
    // Unnamed devices come last.
    const order = orders[code] || orderCount - 1
    best.offer((rank * orderCount + order) * rowCount + row)
  }
  const rows = best.items.map((key) => ({
    row: key % rowCount,
    rank: nameRanks[Math.floor(key / rowCount / orderCount)] ?? 'elsewhere',
  }))
  return { rows, total }
}

/** The people that `text` names best among those that have all words. */
export function bestPeople(
  all: readonly Sums[],
  text: string,
  words: readonly string[],
  most: number,
): { people: { person: Person; rank: NameRank }[]; total: number } {
  const wanted = fold(text)
  const folded = words.map(fold)
  const best = keepBest<{ person: Sums; rank: number }>(
    most,
    (a, b) => a.rank - b.rank || compareTexts(a.person.text, b.person.text),
  )
  let total = 0
  for (const person of all) {
    if (!person.owner || !folded.every((word) => person.text.includes(word))) continue
    total += 1
    best.offer({ person, rank: rankOfPerson(person.text, wanted) })
  }
  const people = best.items.map(({ person, rank }) => ({
    person: withoutSums(person),
    rank: nameRanks[rank] ?? 'elsewhere',
  }))
  return { people, total }
}

/** Ranks a person by their folded name, e-mail address and ID, one a line. */
function rankOfPerson(text: string, wanted: string): number {
  if (text.endsWith(`\n${wanted}`) || text.includes(`\n${wanted}\n`)) return exact
  const name = text.slice(0, text.indexOf('\n'))
  const rank = rankOf(name, wanted)
  // A last name counts as much as a first name.
  return rank === within && name.includes(` ${wanted}`) ? begins : rank
}

function rankOf(name: string, wanted: string): number {
  if (name === wanted) return exact
  const place = name.indexOf(wanted)
  if (place < 0) return elsewhere
  return place === 0 ? begins : within
}

/** Keeps the `most` first of many items in order, without sorting the others. */
function keepBest<T>(most: number, compare: (a: T, b: T) => number) {
  const items: T[] = []
  return {
    items,
    offer(item: T) {
      const last = items.at(-1)
      if (last !== undefined && items.length === most && compare(item, last) >= 0) return
      const place = items.findIndex((other) => compare(item, other) < 0)
      items.splice(place < 0 ? items.length : place, 0, item)
      if (items.length > most) items.pop()
    },
  }
}
