import { latest } from '../fleet/settled.ts'
import type { Session } from '../session/open-session.ts'
import type { PageOfDevices } from './device-list.ts'

/**
 * Shows on a page what actions did to its devices since it was requested. Its total is lower by the
 * removed ones that it lists, as it counts those for certain; the next answer tells of others.
 */
export function withLatest(session: Session, page: PageOfDevices): PageOfDevices {
  const rows = page.rows.flatMap((device) => latest(session, device) ?? [])
  const fewer = page.rows.length - rows.length
  return { ...page, rows, total: page.total === undefined ? undefined : page.total - fewer }
}
