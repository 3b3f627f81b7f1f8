import type { Match } from '../../fleet/snapshot/finding.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { Session } from '../../session/open-session.ts'
import { deviceEntry, personEntry, type Entry } from './entries.ts'

/** Entries of the devices and people in the snapshot that a text names. */
export interface FoundEntries {
  /** Named by exactly this text. */
  exact: Entry[]
  /** The others, best first. */
  others: Entry[]
  /** Number of matching devices and people, of which the best are listed. */
  total: number
}

const maxDevices = 8
const maxPeople = 4

/** Finds devices and people in the snapshot. */
export async function find(
  session: Session,
  fleet: Fleet,
  text: string,
  signal: AbortSignal,
): Promise<FoundEntries> {
  const { matches, total } = await fleet.find({ text, maxDevices, maxPeople, signal })
  const entryOf = (match: Match): Entry[] => {
    const entry =
      'device' in match ? deviceEntry(session, match.device) : personEntry(session, match.person)
    return entry ? [entry] : []
  }
  return {
    exact: matches.filter(({ rank }) => rank === 'exact').flatMap(entryOf),
    others: matches.filter(({ rank }) => rank !== 'exact').flatMap(entryOf),
    total,
  }
}
