import type { Search } from './searches.ts'

const nouns = { device: ['device', 'devices'], person: ['person', 'people'] } as const

/** The word that follows a count. */
export function nounFor(of: Search['of'], count: number): string {
  return nouns[of][count === 1 ? 0 : 1]
}
