import type { Fleet } from '../fleet/fleet.ts'
import { parseQuery } from '../fleet/query.ts'
import { attentionSearches, type AttentionSearch } from './attention.ts'
import { searchOf } from './device-links.ts'
import { pictureSearches, type BarSearch } from './pictures.ts'
import { registeredEarlier, weekSearches, type WeekSearch } from './weeks.ts'

/** A condition, with the number of devices to which it applies and of those it could apply to. */
export type Attention = Omit<AttentionSearch, 'among'> & {
  count: number
  among: { count: number; words: string }
}
export type Bar = BarSearch & { count: number }
export type Week = WeekSearch & { count: number }
export interface Picture {
  title: string
  bars: readonly Bar[]
}

/** Every figure of the page, each counted by the search that its link opens. */
export interface Overview {
  total: number
  /** The most urgent first. */
  attention: readonly Attention[]
  pictures: readonly Picture[]
  /** The oldest first. */
  weeks: readonly Week[]
  registeredEarlier: Bar
}

/** Counts the devices read so far. */
export async function readOverview(
  fleet: Pick<Fleet, 'versions' | 'search' | 'count'>,
  signal?: AbortSignal,
): Promise<Overview> {
  const everything = { terms: [], sort: [], offset: 0, limit: 0, ...(signal && { signal }) }
  const [versions, { facets }] = await Promise.all([
    fleet.versions(signal),
    fleet.search(everything),
  ])
  const attention = attentionSearches(versions)
  const pictures = pictureSearches(facets.status, versions)
  const earlier = { label: 'Registered earlier', link: registeredEarlier }

  const linked = [...attention, ...pictures.flatMap(({ bars }) => bars), ...weekSearches, earlier]
  const searches = [
    '',
    ...attention.map(({ among }) => among.q),
    ...linked.map(({ link }) => searchOf(link)),
  ]
  const counts = await fleet.count(
    searches.map((q) => parseQuery(q).terms),
    signal,
  )
  const bySearch = new Map(searches.map((q, place) => [q, counts[place] ?? 0]))
  const countOf = (q: string) => bySearch.get(q) ?? 0
  const counted = <T extends BarSearch | WeekSearch | AttentionSearch>(figure: T) => ({
    ...figure,
    count: countOf(searchOf(figure.link)),
  })
  return {
    total: countOf(''),
    attention: attention.map((condition) => ({
      ...counted(condition),
      among: { count: countOf(condition.among.q), words: condition.among.words },
    })),
    pictures: pictures.map(({ title, bars }) => ({
      title,
      bars: bars.map(counted).filter(({ isOptional, count }) => !isOptional || count > 0),
    })),
    weeks: weekSearches.map(counted),
    registeredEarlier: counted(earlier),
  }
}
