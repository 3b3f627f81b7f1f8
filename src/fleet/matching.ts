import { isInconsistent } from '../api/device.ts'
import { hardwareKey, hardwareWord } from '../device/hardware-id.ts'
import { fold } from '../lib/fold.ts'
import type { ColumnStore } from './column-store.ts'
import { compare, compareAge, type Comparison } from '../query/comparison.ts'
import { fieldOfTerm, fieldsWithWords } from '../query/field-search.ts'
import { failedCheckTest, postureValueTest } from './posture-matching.ts'
import { formatPath } from '../query/posture-path.ts'
import type { Term } from '../query/terms.ts'
import { activeValueOf } from '../query/terms.ts'
import { standsTo } from '../query/versions.ts'

/** Terms whose values are offered as filters. */
export const facetFields = ['status', 'version', 'owner', 'posture', 'active'] as const
export type FacetField = (typeof facetFields)[number]

/** Terms compiled for one loop over the rows. */
export interface Matcher {
  /** True when all terms hold but words and the facets' own values. */
  holds(row: number): boolean
  /** Bit n is set when the value terms of `facetFields[n]` do not hold. */
  failing(row: number): number
  /** True when every word is found; called last, since it costs most. */
  hasWords(row: number): boolean
}

type Test = (row: number) => boolean

/** Compiles terms. `sharers` counts devices by code of their hardware ID; `now` is in ms since epoch. */
export function compileTerms(
  terms: readonly Term[],
  store: ColumnStore,
  sharers: Uint32Array,
  now: number,
): Matcher {
  const { columns } = store
  const codesOf = (field: FacetField | 'hardware') => columns[fieldOfTerm[field]].codes()
  const tests: Test[] = []
  const words: Test[] = []
  /** Value terms of one field match either value. */
  const either = new Map<FacetField | 'hardware', Uint8Array[]>()
  /** The same for the values at one path of the posture, and for failed checks. */
  const eitherInPosture = new Map<string, Test[]>()
  const addEither = (key: string, test: Test) =>
    eitherInPosture.set(key, [...(eitherInPosture.get(key) ?? []), test])

  for (const term of terms) {
    if (term.kind === 'unreadable') tests.push(() => false)
    else if (term.kind === 'word') words.push(signed(wordTest(term.text, store), term))
    else if (term.kind === 'time') tests.push(signed(timeTest(term, columns, now), term))
    else if (term.kind === 'posture-value') {
      const test = postureValueTest(term, columns.posture, now)
      if (term.negated || isRange(term.comparison)) tests.push(signed(test, term))
      else addEither(`posture.${formatPath(term.path)}`, test)
    } else if (term.kind === 'failed') {
      const test = failedCheckTest(term.value, columns.posture)
      if (term.negated) tests.push(signed(test, term))
      else addEither('failed', test)
    } else if (term.kind === 'duplicate') {
      const codes = codesOf('hardware')
      tests.push(signed((row) => (sharers[codes[row] ?? 0] ?? 0) > 1, term))
    } else if (term.kind === 'inconsistent') {
      const { status, active } = columns
      tests.push(signed((row) => isInconsistent(status.get(row), active.get(row)), term))
    } else {
      const accepted = acceptedCodes(term, columns)
      const isValue = term.kind !== 'version' || !isRange(term.comparison)
      if (isValue && !term.negated) {
        either.set(term.kind, [...(either.get(term.kind) ?? []), accepted])
      } else {
        const codes = codesOf(term.kind)
        tests.push(signed((row) => accepted[codes[row] ?? 0] === 1, term))
      }
    }
  }

  for (const alternatives of eitherInPosture.values()) {
    tests.push((row) => alternatives.some((test) => test(row)))
  }
  const groups = facetFields.flatMap((field, bit) => {
    const accepted = union(either.get(field))
    return accepted ? [{ codes: codesOf(field), accepted, bit: 1 << bit }] : []
  })
  const hardware = union(either.get('hardware'))
  if (hardware) {
    const codes = codesOf('hardware')
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

function wordTest(text: string, { columns, ownWords }: ColumnStore): Test {
  const word = fold(text)
  // Nothing but accents: a match everywhere would be no answer.
  if (word === '') return () => false
  const key = hardwareWord(text) ?? word
  const shared = fieldsWithWords('shared')
    .map((field) => ({
      codes: columns[field].codes(),
      found: Uint8Array.from(columns[field].words(), (own) => Number(own.includes(word))),
    }))
    .filter(({ found }) => found.includes(1))
  return (row) =>
    ownWords[row]?.includes(word) === true ||
    ownWords[row]?.includes(key) === true ||
    shared.some(({ codes, found }) => found[codes[row] ?? 0] === 1)
}

function timeTest(
  term: Extract<Term, { kind: 'time' }>,
  columns: ColumnStore['columns'],
  now: number,
): Test {
  const column = columns[fieldOfTerm[term.name]]
  if (term.comparison === 'never') return (row) => column.isAbsent(row)
  const values = column.values()
  const { comparison, ms } = term
  return (row) => compareAge(values[row] ?? Number.NaN, now, comparison, ms)
}

type ValueTerm = Extract<
  Term,
  { kind: 'status' | 'owner' | 'version' | 'posture' | 'active' | 'hardware' }
>

/** Returns 1 for each code that the term accepts. */
function acceptedCodes(term: ValueTerm, columns: ColumnStore['columns']): Uint8Array {
  switch (term.kind) {
    case 'status': {
      const wanted = fold(term.value)
      return Uint8Array.from(columns.status.dictionary.texts, (text) =>
        Number(fold(text) === wanted),
      )
    }
    case 'version':
      return Uint8Array.from(columns.appVersion.dictionary.texts, (text, code) =>
        Number(code === 0 ? term.comparison === 'none' : acceptsVersion(term, text)),
      )
    case 'owner':
      return Uint8Array.from(columns.owner.byCode, (owner) => {
        if (term.value === undefined || !owner) return Number(term.value === undefined && !owner)
        // IDs are case-sensitive, unlike e-mail addresses.
        const email = term.value.toLowerCase()
        return Number(owner.id === term.value || owner.email?.toLowerCase() === email)
      })
    case 'posture':
      return Uint8Array.from(columns.posture.verdicts, (verdict) => Number(verdict === term.value))
    case 'active':
      return Uint8Array.from(columns.active.values, (active) =>
        Number(activeValueOf(active) === term.value),
      )
    case 'hardware': {
      const wanted = hardwareKey(term.value)
      return Uint8Array.from(columns.hardwareId.dictionary.texts, (text) =>
        Number(wanted !== '' && hardwareKey(text) === wanted),
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
