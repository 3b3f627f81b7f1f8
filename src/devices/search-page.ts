import { parseQuery } from '../query/query.ts'
import { snapshotPage } from '../fleet/snapshot-page.ts'
import { serverNow } from '../lib/clock.ts'
import type { Session } from '../session/open-session.ts'
import { matchOf } from './match-of.ts'
import type { DeviceListParams, PageOfDevices } from './device-list.ts'

/** Reads one page of a search from the snapshot of the whole fleet. */
export function searchPage(
  session: Session,
  { q, sort, page, size }: DeviceListParams,
  signal: AbortSignal,
): Promise<PageOfDevices> {
  return snapshotPage(session, { page, size }, async (fleet, range) => {
    const terms = parseQuery(q).terms
    const query = { ...range, terms, sort, now: serverNow() }
    const { devices, total, facets } = await fleet.ask('query', [query], signal)
    // Filters alone mark nothing, and a new list of matches would render every row again.
    const hasWords = terms.some(({ kind, negated }) => kind === 'word' && !negated)
    const matches = hasWords
      ? devices.map((device) => [device.id, matchOf(device, terms)] as const)
      : []
    return { rows: devices, total, facets, matches }
  })
}
