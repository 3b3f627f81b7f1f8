import type { Fleet } from '../fleet/fleet.ts'
import { postureTerm } from '../query/posture-values.ts'
import type { PosturePath } from '../query/posture-path.ts'
import { parseQuery } from '../query/query.ts'

/** Values of another field by which those of a path are split. */
export type CrossField = 'version' | 'owner'

/** A version or person, with the devices that have each value. */
export interface CrossRow {
  label: string
  cells: readonly { q: string; devices: number }[]
}

/** Rows of a table; further versions and people are left out. */
export const mostRows = 10

/**
 * Counts the values of a path by version or person, for those with the most devices that have the
 * path. `searches` find the values, one for each cell of a row.
 */
export async function crossPosture(
  fleet: Fleet,
  path: PosturePath,
  searches: readonly string[],
  by: CrossField,
  signal: AbortSignal,
): Promise<CrossRow[]> {
  const { terms } = parseQuery(`-${postureTerm(path, { comparison: 'none' })}`)
  const { facets } = await fleet.search({ terms, sort: [], offset: 0, limit: 0, signal })
  const rows = facets[by].slice(0, mostRows)
  const cells = rows.flatMap(({ term }) => searches.map((q) => `${q} ${term}`))
  const counts = await fleet.count(
    cells.map((q) => parseQuery(q).terms),
    signal,
  )
  return rows.map(({ label }, row) => ({
    label,
    cells: searches.map((_, column) => {
      const place = row * searches.length + column
      return { q: cells[place] ?? '', devices: counts[place] ?? 0 }
    }),
  }))
}
