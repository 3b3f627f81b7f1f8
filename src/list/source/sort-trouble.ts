import type { SortBy } from '../../api/sort.ts'
import type { Session } from '../../session/open-session.ts'
import { listFacts } from './list-facts.ts'
import type { ListRow, ListSource } from './list-source.ts'
import { isPlainlyUnsorted } from './sort-check.ts'

/** A list of the API, whatever its fields and rows. */
export type SortedSource = Pick<
  ListSource<string, ListRow<string>>,
  'path' | 'sortFields' | 'sortKind'
>

/** What the API did with the sort of a page that isn't in its order, or that no spelling reached. */
export function sortTrouble(
  session: Session,
  source: SortedSource,
  { rows, sortRefused }: { rows: readonly ListRow<string>[]; sortRefused?: boolean },
  [key]: readonly SortBy[],
): 'rejected' | 'ignored' | undefined {
  if (!key) return undefined
  if (sortRefused) return 'rejected'
  if (isPlainlyUnsorted(rows, [key], source)) return 'ignored'
  // Rows of one value are in any order.
  const showOrder = isPlainlyUnsorted(rows, [{ ...key, descending: !key.descending }], source)
  const { spelling } = listFacts(session, source.path)
  return spelling.isIgnored && rows.length > 1 && !showOrder ? 'ignored' : undefined
}
