import { peopleConditions, type PeopleQuery } from './snapshot/people.ts'
import { tokens } from '../query/query.ts'
import { unquote } from '../query/quoting.ts'

type PeopleSearch = Pick<PeopleQuery, 'words' | 'conditions'> &
  Required<Pick<PeopleQuery, 'deviceCounts'>>

/**
 * Reads a search for people: words, conditions such as `is:at-limit`, and numbers of devices such as
 * `devices:3` or `devices:>=3`.
 */
export function parsePeopleSearch(q: string): PeopleSearch {
  const words: string[] = []
  const conditions: PeopleSearch['conditions'][number][] = []
  const deviceCounts: PeopleSearch['deviceCounts'][number][] = []
  for (const { source } of tokens(q)) {
    const condition = peopleConditions.find((name) => source.toLowerCase() === `is:${name}`)
    const range = readRange(source)
    if (condition) conditions.push(condition)
    else if (range) deviceCounts.push(range)
    else words.push(unquote(source))
  }
  return { words, conditions, deviceCounts }
}

function readRange(source: string): { least: number; most: number } | undefined {
  const [, comparison, digits] = /^devices:(<=?|>=?)?(\d{1,6})$/i.exec(source) ?? []
  if (digits === undefined) return undefined
  const number = Number(digits)
  switch (comparison) {
    case '<':
      return { least: 0, most: number - 1 }
    case '<=':
      return { least: 0, most: number }
    case '>':
      return { least: number + 1, most: Infinity }
    case '>=':
      return { least: number, most: Infinity }
    default:
      return { least: number, most: number }
  }
}
