import { peopleConditions, type PeopleCondition, type PeopleSearch } from './snapshot/people.ts'
import { tokens } from '../query/query.ts'
import { unquote } from '../query/quoting.ts'

const sourcesIn = (q: string) => tokens(q).map(({ source }) => source)
const isFilter = (source: string) =>
  readCondition(source) !== undefined || readDeviceCount(source) !== undefined

/** Splits a search for people into what its field shows, and the filters that stand beside it. */
export function splitPeopleSearch(q: string): { words: string; filters: string } {
  const sources = sourcesIn(q)
  return {
    words: sources.filter((source) => !isFilter(source)).join(' '),
    filters: sources.filter(isFilter).join(' '),
  }
}

/** Reads a search for people: words, conditions such as `is:at-limit`, and numbers such as `devices:>=3`. */
export function parsePeopleSearch(q: string): PeopleSearch {
  const sources = sourcesIn(q)
  return {
    words: sources.filter((source) => !isFilter(source)).map(unquote),
    conditions: sources.flatMap((source) => readCondition(source) ?? []),
    deviceCounts: sources.flatMap((source) => readDeviceCount(source) ?? []),
  }
}

/** Reads `is:at-limit`; undefined for any other text. */
export function readCondition(source: string): PeopleCondition | undefined {
  return peopleConditions.find((name) => source.toLowerCase() === `is:${name}`)
}

/** Reads `devices:3` or `devices:>=3`; undefined for any other text. */
export function readDeviceCount(source: string): { min: number; max: number } | undefined {
  const [, comparison = '', digits] = /^devices:(<=?|>=?)?(\d{1,6})$/i.exec(source) ?? []
  if (digits === undefined) return undefined
  const number = Number(digits)
  return {
    min: comparison.startsWith('<') ? 0 : comparison === '>' ? number + 1 : number,
    max: comparison.startsWith('>') ? Infinity : comparison === '<' ? number - 1 : number,
  }
}
