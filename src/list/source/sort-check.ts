import type { SortBy } from '../../api/sort.ts'
import { parseTime } from '../../lib/time.ts'
import type { ListRow, ListSource, ValueKind } from './list-source.ts'

type Sortable<Field extends string> = Pick<
  ListSource<Field, ListRow<Field>>,
  'sortFields' | 'sortKind'
>
type Compare = (a: string, b: string) => number

/** Languages whose alphabets differ in the order of letters, or that sort two letters as one. */
const languages =
  'en az cs cy da de-u-co-phonebk ee eo es es-u-co-trad et fi fi-u-co-trad fo haw hr hsb hu is kl ku lt lv mt nb pl ro se sk sl sq sv tk tr uz vi'.split(
    ' ',
  )
/** Languages whose own script comes before the Latin one. */
const scripts =
  'am ar be bn el fa he hi hy ja ka kk ko ky mk ps ru sr ta th ug uk ur zh zh-u-co-stroke zh-u-co-zhuyin'.split(
    ' ',
  )

/** Orders that a server may reasonably mean by "ascending", the most frequent first. */
const textOrders: readonly Compare[] = [
  // Signs such as "_" are between upper and lower case.
  ...(['toString', 'toLowerCase', 'toUpperCase'] as const).flatMap((spelling): Compare[] => [
    (a, b) => byCodeUnit(a[spelling](), b[spelling]()),
    (a, b) => byCodeUnit(withoutAccents(a)[spelling](), withoutAccents(b)[spelling]()),
  ]),
  (a, b) => byCodeUnit(asCodePoints(a), asCodePoints(b)),
  // Databases of IBM put digits behind letters, and by their own codes lower case before upper.
  (a, b) => byCodeUnit(withDigitsLast(a.toLowerCase()), withDigitsLast(b.toLowerCase())),
  (a, b) => byCodeUnit(withDigitsLast(withCaseSwapped(a)), withDigitsLast(withCaseSwapped(b))),
  ...[...languages, ...scripts].flatMap((language) =>
    [true, false].flatMap((numeric) =>
      // A database collation may ignore hyphens and spaces.
      [false, true].flatMap((ignorePunctuation): Compare[] => {
        const options = { sensitivity: 'base', numeric, ignorePunctuation } as const
        const { compare } = new Intl.Collator(language, options)
        return ignorePunctuation
          ? [compare]
          : [compare, (a, b) => compare(withoutLightSigns(a), withoutLightSigns(b))]
      }),
    ),
  ),
]

const versionOrders: readonly Compare[] = [
  ...textOrders,
  // A pre-release may come before its release.
  (a, b) =>
    withoutSuffix(a).localeCompare(withoutSuffix(b), 'en', { numeric: true, sensitivity: 'base' }),
]

const orders: Readonly<Record<Exclude<ValueKind, 'choice'>, readonly Compare[]>> = {
  text: textOrders,
  version: versionOrders,
  time: [(a, b) => (parseTime(a) ?? 0) - (parseTime(b) ?? 0)],
}

/** True when the rows are in no order that a server may mean by the first key, as far as values can be read. */
export function isPlainlyUnsorted<Field extends string>(
  rows: readonly ListRow<Field>[],
  sort: readonly SortBy<Field>[],
  source: Sortable<Field>,
): boolean {
  const [first] = sort
  if (!first) return false
  const { field, descending } = first
  const kind = source.sortKind(field)
  const values = rows.flatMap((row) => {
    const value = String(row[field] ?? '')
    return value === '' || (kind === 'time' && parseTime(value) === undefined) ? [] : [value]
  })
  if (kind === 'choice') return !isGrouped(values)
  const ascending = descending ? values.toReversed() : values
  return !orders[kind].some((compare) => isOrdered(ascending, compare))
}

/** An order that rows are plainly not in, if there is one: by the field they are sorted by, or another. */
export function contradictedSort<Field extends string>(
  rows: readonly ListRow<Field>[],
  source: Sortable<Field>,
  sort: readonly SortBy<Field>[],
): SortBy<Field>[] | undefined {
  const fields = [...sort.map(({ field }) => field), ...source.sortFields]
  return fields
    .flatMap((field) => [[{ field, descending: false }], [{ field, descending: true }]])
    .find((other) => isPlainlyUnsorted(rows, other, source))
}

function isOrdered(values: readonly string[], compare: Compare): boolean {
  return values.every((value, row) => row === 0 || compare(values[row - 1] ?? '', value) <= 0)
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}

/** SQL Server ignores hyphens and apostrophes, though not spaces, and characters it doesn't know. */
function withoutLightSigns(text: string): string {
  return text.replace(/[-'\u{2010}\u{2019}\p{Extended_Pictographic}]/gu, '')
}

/** Puts characters beyond U+FFFF last, where their bytes in UTF-8 are. */
function asCodePoints(text: string): string {
  return text.replace(/[\u{10000}-\u{10ffff}]/gu, '\uffff$&')
}

function withDigitsLast(text: string): string {
  return text.replace(/\d/g, '\uffff$&')
}

function withCaseSwapped(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const upper = letter.toUpperCase()
    return upper === letter ? letter.toLowerCase() : upper
  })
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function withoutSuffix(version: string): string {
  return version.replace(/[-+].*$/s, '')
}

function isGrouped(values: readonly string[]): boolean {
  const groups = values.filter((value, row) => value !== values[row - 1])
  return new Set(groups).size === groups.length
}
