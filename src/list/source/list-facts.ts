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
    max: number
  }
  /** Page sizes by the size asked for. */
  pageSizes: Map<number, number>
}

/** How requests spell a sort. */
export interface SortSpelling {
  format: SortFormat
  /** True while the format is a guess, which `settle-request.ts` checks against the answers. */
  isGuess: boolean
  /** The search for the right one, at most one at a time; `undefined` when none works. */
  search?: Promise<SortFormat | undefined> | undefined
}

const lists = sessionPart(() =>
  memoize<string, ListFacts>(() => ({
    limits: { accepted: 0, max: maxPageSize },
    pageSizes: new Map(),
  })),
)

/** Returns the facts learned about the list at a path. */
export function listFacts(session: Session, path: string): ListFacts {
  return lists(session)(path)
}

/** The spelling of `config.json`; with `auto`, what this tab found out for the host, or a guess. */
export const sortSpelling = sessionPart(({ config, connection }): SortSpelling => {
  const { sortFormat } = config
  const known = sortFormat === 'auto' ? recallSortFormat(connection.host) : sortFormat
  return { format: known ?? 'prefix', isGuess: !known }
})

function recallSortFormat(host: string): SortFormat | undefined {
  const known = recallInTab(sortFormatItem(host))
  return sortFormats.find((format) => format === known)
}

/** The name under which a tab remembers the sort format of an API's host. */
export function sortFormatItem(host: string): string {
  return `sort-format.${host}`
}
