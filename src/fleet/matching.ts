import { postureVerdicts } from '../device/posture.ts'
import { fold } from '../lib/fold.ts'
import type { Columns } from './column-store.ts'
import type { Comparison, Term } from './terms.ts'
import { activeValues } from './terms.ts'
import { standsTo } from './versions.ts'

/** Fields whose values are offered as filters. */
export const facetFields = ['status', 'version', 'owner', 'posture', 'active'] as const
export type FacetField = (typeof facetFields)[number]

/** Terms made ready for one pass over the rows. */
export interface Matcher {
  /** True when everything but the facets' own value terms holds, words aside. */
  holds(row: number): boolean
  /** Bit n is set when the value terms of `facetFields[n]` do not hold. */
  failing(row: number): number
  /** True when every word is found; asked last, since it costs most. */
  hasWords(row: number): boolean
}

type Test = (row: number) => boolean

const timeColumns = {
  seen: 'lastConnection',
  registered: 'createdAt',
  updated: 'updatedAt',
} as const

/** Makes terms ready. `sharers`: by code of the hardware id, how many devices have it. `now`: ms since epoch. */
export function compileTerms(
  terms: readonly Term[],
  columns: Columns,
  sharers: Uint32Array,
  now: number,
): Matcher {
  const tests: Test[] = []
  const words: Test[] = []
  /** Value terms of one field stand for either of them. */
  const either = new Map<FacetField | 'hardware', Uint8Array[]>()

  for (const term of terms) {
    if (term.kind === 'unreadable') tests.push(() => false)
    else if (term.kind === 'word') words.push(signed(wordTest(term.text, columns), term))
    else if (term.kind === 'time') tests.push(signed(timeTest(term, columns, now), term))
    else if (term.kind === 'duplicate') {
      const codes = columns.codes('hardware')
      tests.push(signed((row) => (sharers[codes[row] ?? 0] ?? 0) > 1, term))
    } else {
      const accepted = acceptedCodes(term, columns)
      const isValue = term.kind !== 'version' || !isRange(term.comparison)
      if (isValue && !term.negated) {
        either.set(term.kind, [...(either.get(term.kind) ?? []), accepted])
      } else {
        const codes = columns.codes(term.kind)
        tests.push(signed((row) => accepted[codes[row] ?? 0] === 1, term))
      }
    }
  }

  const groups = facetFields.flatMap((field, bit) => {
    const accepted = union(either.get(field))
    return accepted ? [{ codes: columns.codes(field), accepted, bit: 1 << bit }] : []
  })
  const hardware = union(either.get('hardware'))
  if (hardware) {
    const codes = columns.codes('hardware')
    tests.push((row) => hardware[codes[row] ?? 0] === 1)
  }
  return {
    holds: (row) => tests.every((test) => test(row)),
    hasWords: (row) => words.every((test) => test(row)),
    failing(row) {
      let failing = 0
      for (const { codes, accepted, bit } of groups) {
        if (accepted[codes[row] ?? 0] !== 1) failing |= bit
      }
      return failing
    },
  }
}

function signed(test: Test, { negated }: Term): Test {
  return negated ? (row) => !test(row) : test
}

function isRange(comparison: Comparison | 'family' | '=' | 'none'): boolean {
  return comparison.startsWith('<') || comparison.startsWith('>')
}

function wordTest(text: string, columns: Columns): Test {
  const word = fold(text)
  // Nothing but marks: found everywhere would be no answer.
  if (word === '') return () => false
  const has = (texts: readonly string[]) =>
    Uint8Array.from(texts, (own) => Number(own.includes(word)))
  const { texts } = columns
  const shared = [
    { codes: columns.codes('owner'), found: has(columns.owners.texts) },
    { codes: columns.codes('posture'), found: has(columns.postures.texts) },
    {
      codes: columns.codes('version'),
      found: has(columns.dictionaries.version.texts.map(fold)),
    },
  ].filter(({ found }) => found.includes(1))
  return (row) =>
    texts[row]?.includes(word) === true ||
    shared.some(({ codes, found }) => found[codes[row] ?? 0] === 1)
}

function timeTest(term: Extract<Term, { kind: 'time' }>, columns: Columns, now: number): Test {
  const column = columns.times[timeColumns[term.name]]
  if (term.comparison === 'never') return (row) => column.isAbsent(row)
  const values = column.values()
  const { comparison, ms } = term
  return (row) => compare(now - (values[row] ?? Number.NaN), comparison, ms)
}

function compare(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
  }
}

type ValueTerm = Extract<
  Term,
  { kind: 'status' | 'owner' | 'version' | 'posture' | 'active' | 'hardware' }
>

/** By code, 1 where the term holds. */
function acceptedCodes(term: ValueTerm, columns: Columns): Uint8Array {
  const { dictionaries, owners, postures } = columns
  switch (term.kind) {
    case 'status': {
      const wanted = fold(term.value)
      return Uint8Array.from(dictionaries.status.texts, (text) => Number(fold(text) === wanted))
    }
    case 'version':
      return Uint8Array.from(dictionaries.version.texts, (text, code) =>
        Number(code === 0 ? term.comparison === 'none' : acceptsVersion(term, text)),
      )
    case 'owner':
      return Uint8Array.from(owners.byCode, (owner) => {
        if (term.value === undefined || !owner) return Number(term.value === undefined && !owner)
        // An id is exact, unlike an e-mail address.
        const email = term.value.toLowerCase()
        return Number(owner.id === term.value || owner.email?.toLowerCase() === email)
      })
    case 'posture':
      return Uint8Array.from(postures.verdicts, (verdict) =>
        Number(postureVerdicts[verdict] === term.value),
      )
    case 'active':
      return Uint8Array.from(activeValues, (value) => Number(value === term.value))
    case 'hardware': {
      const { texts } = dictionaries.hardware
      const exact = dictionaries.hardware.find(term.value)
      const wanted = term.value.toLowerCase()
      return Uint8Array.from(texts, (text, code) =>
        Number(
          exact === undefined
            ? text.length === wanted.length && text.toLowerCase() === wanted
            : code === exact,
        ),
      )
    }
  }
}

function acceptsVersion(term: Extract<Term, { kind: 'version' }>, version: string): boolean {
  if (term.comparison === 'none') return false
  const { comparison, value } = term
  if (comparison === '=') return version === value
  const standing = standsTo(version, value)
  if (comparison === 'family')
    return standing === undefined ? fold(version) === fold(value) : standing === 0
  return standing !== undefined && compare(standing, comparison, 0)
}

function union(tables: readonly Uint8Array[] | undefined): Uint8Array | undefined {
  const [first, ...others] = tables ?? []
  return first?.map((accepted, code) => (others.some((table) => table[code] === 1) ? 1 : accepted))
}
