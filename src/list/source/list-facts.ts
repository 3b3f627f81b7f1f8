import { maxPageSize } from '../../api/page-answer.ts'
import { sortFormats, type SortFormat } from '../../api/sort.ts'
import { memoize } from '../../lib/memoize.ts'
import { recallInTab } from '../../session/handover.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'

/** Facts about a list that its answers showed. */
export interface ListFacts {
  limits: {
    /** The largest one that the API took; 0 before the first answer. */
    accepted: number
    /** The largest one to ask for. */
    max: number
  }
  /** Page sizes by the size asked for. */
  pageSizes: Map<number, number>
  spelling: SortSpelling
}

/** How requests to a list spell a sort. */
export interface SortSpelling {
  format: SortFormat
  /** True while the format is a guess, which `settle-request.ts` checks against the answers. */
  isGuess: boolean
  /** True once a page was given out in an order that the guess asked for. */
  isShown?: boolean
  /** True once the API was found to ignore every spelling. */
  isIgnored?: boolean
  /** The search for the right one, at most one at a time; `undefined` when none works. */
  search?: Promise<SortFormat | undefined> | undefined
}

const lists = sessionPart(({ config: { sortFormat }, connection: { host } }) =>
  memoize<string, ListFacts>((path) => {
    const known = sortFormat === 'auto' ? recallSortFormat(host + path) : sortFormat
    return {
      limits: { accepted: 0, max: maxPageSize },
      pageSizes: new Map(),
      spelling: { format: known ?? 'prefix', isGuess: !known },
    }
  }),
)

/** Returns the facts learned about the list at a path. */
export function listFacts(session: Session, path: string): ListFacts {
  return lists(session)(path)
}

function recallSortFormat(list: string): SortFormat | undefined {
  const known = recallInTab(sortFormatItem(list))
  return sortFormats.find((format) => format === known)
}

/** The name under which a tab remembers the sort format of a list, by its host and path. */
export function sortFormatItem(list: string): string {
  return `sort-format.${list}`
}
