import type { Match } from '../../fleet/snapshot/best-matches.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { Session } from '../../session/open-session.ts'
import { leaverIn, offboardEntry } from './offboard-entry.ts'
import { actionEntries, deviceEntry, parseCommand, personEntry, type Entry } from './entries.ts'

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

/** Finds devices and people in the snapshot, and those that a command is about. */
export async function find(
  session: Session,
  fleet: Fleet,
  text: string,
  signal: AbortSignal,
): Promise<FoundEntries> {
  const command = parseCommand(text)
  const leaver = leaverIn(text)
  const [named, leavers, plain] = await Promise.all([
    command && fleet.ask('find', [{ text: command.name, maxDevices, maxPeople: 0 }], signal),
    leaver && fleet.ask('find', [{ text: leaver, maxDevices: 0, maxPeople }], signal),
    fleet.ask('find', [{ text, maxDevices, maxPeople }], signal),
  ])
  const toAct = (match: Match): Entry[] => {
    if ('person' in match) return [offboardEntry(session, match.person) ?? []].flat()
    return command ? actionEntries(session, match.device, [command.action]) : []
  }
  const toOpen = (match: Match): Entry[] => {
    const entry =
      'device' in match ? deviceEntry(session, match.device) : personEntry(session, match.person)
    return entry ? [entry] : []
  }
  const isExact = ({ rank }: Match) => rank === 'exact'
  const isOther = (match: Match) => !isExact(match)
  const acts = [...(named?.matches ?? []), ...(leavers ? leavers.matches : [])]
  return {
    exact: [
      ...acts.filter(isExact).flatMap(toAct),
      ...plain.matches.filter(isExact).flatMap(toOpen),
    ],
    others: [
      ...acts.filter(isOther).flatMap(toAct),
      ...plain.matches.filter(isOther).flatMap(toOpen),
    ],
    total: plain.total + (named?.total ?? 0) + (leavers ? leavers.total : 0),
  }
}
