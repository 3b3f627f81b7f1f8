import { hardwareKey, hardwareWord, isPlaceholderHardwareId } from '../device/hardware-id.ts'
import { isInconsistent } from '../device/status-lists.ts'
import { failedChecks } from '../device/posture-checks.ts'
import { postureVerdict } from '../device/posture.ts'
import { memoize } from '../lib/memoize.ts'
import { compare, compareAge } from './comparison.ts'
import { formatPath, partsAt } from './posture-path.ts'
import { leafTest, type PostureValueTerm } from './posture-values.ts'
import { checkTimeOf, type Searchable, type SearchablePosture } from './searchable.ts'
import {
  activeValueOf,
  facetFields,
  fieldOfTerm,
  filterKind,
  type FacetField,
  type Term,
} from './terms.ts'
import { comparedForm, valueKey } from './value-key.ts'
import { compareToFamily } from './versions.ts'
import { hasWord, wordForms } from './word-forms.ts'

/** Dependencies of a search besides the device itself. */
export interface MatchContext<D extends Searchable = Searchable> {
  /** ms since epoch: ages are counted from here. */
  now: number
  /** True for a device that shares its hardware ID with another. */
  isDuplicate(device: D): boolean
  /** True when a device belongs to the person with this `ownerKey`. */
  hasOwner(ownerKey: string): boolean
}

export interface Matcher<D> {
  matches: Test<D>
  /** `all` when the device matches; the only field whose filters stand against it; `undefined` when more does. */
  judge(device: D): 'all' | FacetField | undefined
}

type Test<D = Searchable> = (device: D) => boolean

/** Compiles the terms of a search. */
export function compileTerms<D extends Searchable>(
  terms: readonly Term[],
  context: MatchContext<D>,
): Matcher<D> {
  const words: Test<D>[] = []
  const others: Test<D>[] = []
  /** Terms of one name that give a value match either value. */
  const alternatives = new Map<string, Test<D>[]>()
  for (const term of terms) {
    const found = testOf(term, context)
    const isNegated = term.negated && term.kind !== 'unreadable'
    const test: Test<D> = isNegated ? (device) => !found(device) : found
    const group = term.negated ? undefined : groupOf(term)
    if (group !== undefined) alternatives.set(group, [...(alternatives.get(group) ?? []), test])
    else if (term.kind === 'word') words.push(test)
    else others.push(test)
  }
  const facets: { field: FacetField; test: Test<D> }[] = []
  for (const [group, tests] of alternatives) {
    const test: Test<D> = (device) => tests.some((each) => each(device))
    const field = facetFields.find((known) => known === group)
    if (field) facets.push({ field, test })
    else others.push(test)
  }

  function judge(device: D) {
    if (!others.every((test) => test(device))) return undefined
    let failed: FacetField | undefined
    for (const { field, test } of facets) {
      if (test(device)) continue
      if (failed) return undefined
      failed = field
    }
    // Words come last, since they cost most.
    return words.every((test) => test(device)) ? (failed ?? 'all') : undefined
  }
  return { judge, matches: (device) => judge(device) === 'all' }
}

/** The name under which terms are alternatives of each other: those that give a value or none, not a range. */
function groupOf(term: Term): string | undefined {
  const comparison = 'comparison' in term ? term.comparison : '='
  const isAlternative = comparison === 'none' || ('value' in term && !/^[<>]/.test(comparison))
  if (!isAlternative) return undefined
  return term.kind === 'posture-value' ? `posture.${formatPath(term.path)}` : filterKind(term)
}

function testOf<D extends Searchable>(
  term: Term,
  { now, isDuplicate, hasOwner }: MatchContext<D>,
): Test<D> {
  switch (term.kind) {
    case 'unreadable':
      return () => false
    case 'word':
      return wordTest(term.text)
    case 'time': {
      const { name, comparison } = term
      if (comparison === 'never') return ({ device }) => device.lastConnection === undefined
      return ({ times }) => compareAge(times[fieldOfTerm[name]], now, comparison, term.ms)
    }
    case 'duplicate':
      return isDuplicate
    case 'inconsistent':
      return ({ device }) => isInconsistent(device)
    case 'posture-value':
      return postureValueTest(term, now)
    case 'failed': {
      const key = valueKey(term.value)
      const isFailed = memoize(({ posture }: SearchablePosture) =>
        failedChecks(posture).some((name) => valueKey(name) === key),
      )
      return ({ posture }) => isFailed(posture)
    }
    case 'posture':
      return ({ device }) => postureVerdict(device.posture) === term.value
    case 'active':
      return ({ device }) => activeValueOf(device.active) === term.value
    case 'value': {
      const field = fieldOfTerm[term.name]
      const wanted = term.value && valueKey(term.value)
      const isWanted = memoize((text: string | undefined) => (text && valueKey(text)) === wanted)
      return ({ device }) => isWanted(device[field])
    }
    case 'version': {
      const isWanted = versionTest(term)
      return ({ device }) => isWanted(device.appVersion)
    }
    case 'owner':
      return ownerTest(term.value, hasOwner)
    case 'hardware': {
      const wanted = hardwareKey(term.value)
      if (!isPlaceholderHardwareId(term.value)) return (device) => device.hardwareKey === wanted
      // A placeholder identifies no machine, but may be looked for.
      return ({ device: { hardwareId }, hardwareKey: key }) =>
        wanted !== '' && key === undefined && hardwareKey(hardwareId ?? '') === wanted
    }
  }
}

function wordTest(text: string): Test {
  const forms = wordForms(text)
  // Nothing but accents: a match everywhere would be no answer.
  if (forms.length === 0) return () => false
  const key = hardwareWord(text)
  const formsOrKey = key === undefined ? forms : [...forms, key]
  const inPosture = memoize(({ words }: SearchablePosture) => hasWord(words, forms))
  return ({ words, posture }) => hasWord(words, formsOrKey) || inPosture(posture)
}

/** Compiles a condition on versions. */
export function versionTest(
  term: Extract<Term, { kind: 'version' }>,
): (version: string | undefined) => boolean {
  if (term.comparison === 'none') return (version) => version === undefined
  const { comparison, value } = term
  const key = valueKey(value)
  return memoize((version) => {
    if (version === undefined) return false
    if (comparison === '=') return valueKey(version) === key
    const standing = compareToFamily(version, value)
    if (comparison === 'family') {
      return standing === undefined ? valueKey(version) === key : standing === 0
    }
    return standing !== undefined && compare(standing, comparison, 0)
  })
}

/** An ID is meant before an e-mail address, which other people may have, too. */
function ownerTest(value: string | undefined, hasOwner: MatchContext['hasOwner']): Test {
  const wanted = value === undefined ? undefined : comparedForm(value)
  if (wanted === undefined || hasOwner(wanted)) return ({ ownerKey }) => ownerKey === wanted
  const email = wanted.toLowerCase()
  return ({ device: { owner } }) =>
    owner?.email !== undefined && comparedForm(owner.email).toLowerCase() === email
}

function postureValueTest(term: PostureValueTerm, now: number): Test {
  const { path } = term
  const test = term.comparison === 'none' ? undefined : leafTest(term, path, now)
  const accepts = (posture: unknown) => {
    const { leaves, branches } = partsAt(posture, path)
    return test ? leaves.some(test) : leaves.length + branches.length === 0
  }
  const acceptsShared = memoize(({ posture }: SearchablePosture) => accepts(posture))
  if (formatPath(path) !== 'lastCheck') return ({ posture }) => acceptsShared(posture)
  const hasCheckTime = memoize(
    ({ posture }: SearchablePosture) => checkTimeOf(posture) !== undefined,
  )
  return ({ posture, device }) =>
    hasCheckTime(posture)
      ? test?.(checkTimeOf(device.posture) ?? '') === true
      : acceptsShared(posture)
}
