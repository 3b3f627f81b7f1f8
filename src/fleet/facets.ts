import { ownerName } from '../device/owner.ts'
import { postureVerdicts, postureWords } from '../device/posture.ts'
import { legible } from '../lib/text.ts'
import type { Columns } from './column-store.ts'
import { facetFields, type FacetField } from './matching.ts'
import { termOf } from './query.ts'
import type { Facet, Facets } from './requests.ts'
import { activeValues } from './terms.ts'
import { standsTo } from './versions.ts'

/** Versions and owners offered as filters. */
const mostOffered = 20

/** Counts while rows are passed over. */
export interface FacetCounts {
  byCode: Readonly<Record<FacetField, Uint32Array>>
  neverConnected: number
  duplicates: number
}

/** Counts at zero for all there is. */
export function startCounts(columns: Columns): FacetCounts {
  const { dictionaries, owners, postures } = columns
  return {
    byCode: {
      status: new Uint32Array(dictionaries.status.texts.length),
      version: new Uint32Array(dictionaries.version.texts.length),
      owner: new Uint32Array(owners.byCode.length),
      posture: new Uint32Array(postures.texts.length),
      active: new Uint32Array(activeValues.length),
    },
    neverConnected: 0,
    duplicates: 0,
  }
}

/** Ways to count a row for one field, by its place in `facetFields`: what runs for every row is made once. */
export function fieldCounters(counts: FacetCounts, columns: Columns): ((row: number) => void)[] {
  return facetFields.map((field) => {
    const codes = columns.codes(field)
    const byCode = counts.byCode[field]
    return (row) => {
      const code = codes[row] ?? 0
      byCode[code] = (byCode[code] ?? 0) + 1
    }
  })
}

/** Turns counts into what a menu shows. */
export function readFacets(counts: FacetCounts, columns: Columns): Facets {
  const { byCode, neverConnected, duplicates } = counts
  return {
    status: statusFacets(byCode.status, columns),
    posture: postureFacets(byCode.posture, columns),
    active: activeFacets(byCode.active),
    version: versionFacets(byCode.version, columns),
    owner: ownerFacets(byCode.owner, columns),
    neverConnected,
    duplicates,
  }
}

function statusFacets(counts: Uint32Array, { dictionaries }: Columns): Facet[] {
  const facets: Facet[] = []
  for (const [code, count] of counts.entries()) {
    const id = dictionaries.status.texts[code] ?? ''
    if (count > 0 && code > 0) facets.push(facet('status', id, legible(id), count))
  }
  return facets.toSorted((a, b) => b.count - a.count)
}

function activeFacets(counts: Uint32Array): Facet[] {
  return activeValues.map((value, place) => facet('active', value, value, counts[place] ?? 0))
}

function postureFacets(counts: Uint32Array, { postures }: Columns): Facet[] {
  const sums = new Uint32Array(postureVerdicts.length)
  for (const [code, count] of counts.entries()) {
    const place = postures.verdicts[code] ?? 0
    sums[place] = (sums[place] ?? 0) + count
  }
  return postureVerdicts.map((verdict, place) =>
    facet('posture', verdict, postureWords[verdict], sums[place] ?? 0),
  )
}

function versionFacets(counts: Uint32Array, { dictionaries }: Columns): Facet[] {
  const { texts } = dictionaries.version
  const facets = mostFrequent(counts).map((code) => {
    const id = texts[code] ?? ''
    const isFamily = texts.some((other) => other !== id && standsTo(other, id) === 0)
    // The plain spelling would let the whole family in.
    const made = facet('version', id, legible(id), counts[code] ?? 0)
    return isFamily ? { ...made, term: `version:"${id}"` } : made
  })
  return withNone(facets, 'version', 'No version', counts[0])
}

function ownerFacets(counts: Uint32Array, { owners }: Columns): Facet[] {
  const perPerson = new Uint32Array(owners.newest.length)
  for (const [code, count] of counts.entries()) {
    const person = owners.people[code] ?? 0
    perPerson[person] = (perPerson[person] ?? 0) + count
  }
  const facets = mostFrequent(perPerson).flatMap((person) => {
    const owner = owners.byCode[owners.newest[person] ?? 0]
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
