import type { Owner } from '../../api/device.ts'
import type { SortBy } from '../../api/sort.ts'
import { fields, type FieldOf, type SortField } from '../../device/fields.ts'
import { ownerName } from '../../device/owner.ts'
import { postureVerdict, type PostureVerdict } from '../../device/posture.ts'
import { memoize } from '../../lib/memoize.ts'
import type { Searchable } from '../../query/searchable.ts'
import { compareVersions } from '../../query/versions.ts'

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** Orders texts as a person reads them: without case and accents, `host 9` before `host 10`. */
export const compareTexts = collator.compare

/** Ascending: what needs attention first. */
export const verdictsInOrder: readonly PostureVerdict[] = ['noncompliant', 'unknown', 'compliant']

type Compare = (a: string, b: string) => number
/** Gives items numbers to order them by, in the order given; `NaN` for absent values. */
export type Ranking<T> = (items: readonly T[]) => number[]

/** Fields that their kind alone doesn't order. */
type OwnOrder = FieldOf<'object'> | 'active' | 'id'

const ownRankings: Record<OwnOrder, Ranking<Searchable>> = {
  id: byText(({ device }) => device.id, compareIds),
  // No, yes, then what is neither.
  active: byNumber(({ device: { active = Number.NaN } }) =>
    typeof active === 'string' ? 2 : Number(active),
  ),
  owner(devices) {
    const textOf = memoize(ownerText)
    return byText(({ device }: Searchable) => device.owner && textOf(device.owner))(devices)
  },
  posture: byNumber(({ device }) => verdictsInOrder.indexOf(postureVerdict(device.posture))),
}

function rankingOf(field: SortField): Ranking<Searchable> {
  if (hasOwnOrder(field)) return ownRankings[field]
  if (isTime(field)) return byNumber(({ times }) => times[field])
  const compare = fields[field].kind === 'version' ? compareVersions : compareTexts
  return byText(({ device }) => device[field] || undefined, compare)
}

function hasOwnOrder(field: SortField): field is OwnOrder {
  return Object.hasOwn(ownRankings, field)
}

function isTime(field: SortField): field is FieldOf<'time'> {
  return fields[field].kind === 'time'
}

/** Sorts devices by their fields; equal ones are ordered by ID. */
export function sortDevices<T extends Searchable>(
  devices: readonly T[],
  sort: readonly SortBy<SortField>[],
): T[] {
  const keys = sort.map(({ field, descending }) => ({ ranking: rankingOf(field), descending }))
  return sortByRank(devices, keys, ({ device }) => device.id)
}

/** Sorts by one ranking after the other, equal items by ID; absent values come last in both directions. */
export function sortByRank<T>(
  items: readonly T[],
  sort: readonly { ranking: Ranking<T>; descending: boolean }[],
  idOf: (item: T) => string,
): T[] {
  const keys = sort.map(({ ranking, descending }) => ({
    ranks: ranking(items),
    sign: descending ? -1 : 1,
  }))
  return items
    .map((item, index) => ({ item, index }))
    .toSorted((a, b) => {
      for (const { ranks, sign } of keys) {
        const left = ranks[a.index] ?? Number.NaN
        const right = ranks[b.index] ?? Number.NaN
        const absent = Number(Number.isNaN(left)) - Number(Number.isNaN(right))
        const difference = absent || sign * (left - right) || 0
        if (difference !== 0) return difference
      }
      return compareIds(idOf(a.item), idOf(b.item))
    })
    .map(({ item }) => item)
}

/** Sorts devices by their place in the server's list; those without one by ID, after the others. */
export function sortByPlace<T extends Searchable & { place: number }>(devices: T[]): T[] {
  const ranking = byNumber(({ place }: T) => place)
  return sortByRank(devices, [{ ranking, descending: false }], ({ device }) => device.id)
}

/** Orders by a number; `NaN` for an absent one. */
export function byNumber<T>(rankOf: (item: T) => number): Ranking<T> {
  return (items) => items.map(rankOf)
}

/** Orders by text. Comparing texts is slow, so each distinct one is compared with few others. */
export function byText<T>(
  textOf: (item: T) => string | undefined,
  compare: Compare = compareTexts,
): Ranking<T> {
  return (items) => {
    const texts = items.map(textOf)
    const distinct = [...new Set(texts)].filter((text) => text !== undefined).toSorted(compare)
    const ranks = new Map<string | undefined, number>()
    let rank = 0
    for (const [index, text] of distinct.entries()) {
      if (index > 0 && compare(distinct[index - 1] ?? '', text) !== 0) rank += 1
      ranks.set(text, rank)
    }
    return texts.map((text) => ranks.get(text) ?? Number.NaN)
  }
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** A line break sorts before every character of a longer name. */
function ownerText(owner: Owner): string {
  return `${ownerName(owner)}\n${owner.email ?? ''}`
}
