import { ownerName } from '../device/owner.ts'
import { postureVerdicts, postureWords } from '../device/posture.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import type { ColumnStore } from './column-store.ts'
import { fieldOfTerm } from '../query/field-search.ts'
import { facetFields, type FacetField } from './matching.ts'
import { termOf } from '../query/query.ts'
import type { Facet, Facets } from './requests.ts'
import { activeValueOf } from '../query/terms.ts'
import { standsTo } from '../query/versions.ts'

/** Versions and owners offered as filters. */
const mostOffered = 20

/** Counts of the rows seen so far. */
export interface FacetCounts {
  byCode: Readonly<Record<FacetField, Uint32Array>>
  neverConnected: number
  duplicates: number
}

type Columns = ColumnStore['columns']

/** Counts that start at zero. */
export function startCounts(columns: Columns): FacetCounts {
  const zeros = (field: FacetField) => new Uint32Array(columns[fieldOfTerm[field]].codeCount())
  return {
    byCode: {
      status: zeros('status'),
      version: zeros('version'),
      owner: zeros('owner'),
      posture: zeros('posture'),
      active: zeros('active'),
    },
    neverConnected: 0,
    duplicates: 0,
  }
}

/** Functions that count a row for one field, by its place in `facetFields`; made once for all rows. */
export function fieldCounters(counts: FacetCounts, columns: Columns): ((row: number) => void)[] {
  return facetFields.map((field) => {
    const codes = columns[fieldOfTerm[field]].codes()
    const byCode = counts.byCode[field]
    return (row) => {
      const code = codes[row] ?? 0
      byCode[code] = (byCode[code] ?? 0) + 1
    }
  })
}

/** Turns counts into the values that menus offer. */
export function readFacets(counts: FacetCounts, columns: Columns): Facets {
  const { byCode, neverConnected, duplicates } = counts
  return {
    status: statusFacets(byCode.status, columns),
    posture: postureFacets(byCode.posture, columns),
    active: activeFacets(byCode.active, columns),
    version: versionFacets(byCode.version, columns),
    owner: ownerFacets(byCode.owner, columns),
    neverConnected,
    duplicates,
  }
}

function statusFacets(counts: Uint32Array, { status }: Columns): Facet[] {
  const facets: Facet[] = []
  for (const [code, count] of counts.entries()) {
    const id = status.dictionary.texts[code] ?? ''
    if (count > 0 && code > 0) facets.push(facet('status', id, sanitizeForDisplay(id), count))
  }
  return facets.toSorted((a, b) => b.count - a.count)
}

function activeFacets(counts: Uint32Array, { active }: Columns): Facet[] {
  return active.values.map((value, code) => {
    const id = activeValueOf(value)
    return { id, label: sanitizeForDisplay(id), count: counts[code] ?? 0, term: `active:${id}` }
  })
}

function postureFacets(counts: Uint32Array, { posture }: Columns): Facet[] {
  const sums = new Uint32Array(postureVerdicts.length)
  for (const [code, count] of counts.entries()) {
    const place = postureVerdicts.indexOf(posture.verdicts[code] ?? 'unknown')
    sums[place] = (sums[place] ?? 0) + count
  }
  return postureVerdicts.map((verdict, place) =>
    facet('posture', verdict, postureWords[verdict], sums[place] ?? 0),
  )
}

function versionFacets(counts: Uint32Array, { appVersion }: Columns): Facet[] {
  const { texts } = appVersion.dictionary
  const facets = mostFrequent(counts).map((code) => {
    const id = texts[code] ?? ''
    const isFamily = texts.some((other) => other !== id && standsTo(other, id) === 0)
    // Unquoted, it would match the whole family.
    const made = facet('version', id, sanitizeForDisplay(id), counts[code] ?? 0)
    return isFamily ? { ...made, term: `version:"${id}"` } : made
  })
  return withNone(facets, 'version', 'No version', counts[0])
}

function ownerFacets(counts: Uint32Array, { owner: { byCode, people, newest } }: Columns): Facet[] {
  const perPerson = new Uint32Array(newest.length)
  for (const [code, count] of counts.entries()) {
    const person = people[code] ?? 0
    perPerson[person] = (perPerson[person] ?? 0) + count
  }
  const facets = mostFrequent(perPerson).flatMap((person) => {
    const owner = byCode[newest[person] ?? 0]
    if (owner?.id === undefined) return []
    return [facet('owner', owner.id, ownerName(owner), perPerson[person] ?? 0)]
  })
  return withNone(facets, 'owner', 'No owner', counts[0])
}

function withNone(facets: Facet[], name: string, label: string, count = 0): Facet[] {
  return count === 0 ? facets : [...facets, facet(name, 'none', label, count)]
}

/** Codes above 0 by count, the most frequent first. */
function mostFrequent(counts: Uint32Array): number[] {
  const top: number[] = []
  const countOf = (code: number | undefined) => (code === undefined ? 0 : (counts[code] ?? 0))
  for (let code = 1; code < counts.length; code += 1) {
    const count = countOf(code)
    if (count === 0 || (top.length === mostOffered && count <= countOf(top.at(-1)))) continue
    const place = top.findIndex((other) => countOf(other) < count)
    top.splice(place < 0 ? top.length : place, 0, code)
    top.length = Math.min(top.length, mostOffered)
  }
  return top
}

function facet(name: string, id: string, label: string, count: number): Facet {
  const value = name === 'status' ? id.toLowerCase() : id
  return { id, label, count, term: termOf(name, value).source }
}
