import { deviceActionNames, deviceActions } from '../../actions/definitions.ts'
import type { Match } from '../../fleet/snapshot/best-matches.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { Session } from '../../session/open-session.ts'
import { actionEntries, offboardEntry, wordsAfter } from './commands.ts'
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

/** Finds devices and people in the snapshot, and those that a command is about. */
export async function find(
  session: Session,
  fleet: Fleet,
  text: string,
  signal: AbortSignal,
): Promise<FoundEntries> {
  const search = (name: string | undefined, devices: number, people: number) =>
    name === undefined
      ? { matches: [], total: 0 }
      : fleet.ask('find', [{ text: name, maxDevices: devices, maxPeople: people }], signal)
  const nameAfter = (verb: string) => wordsAfter(verb, text) || undefined
  const action = deviceActionNames.find((known) => nameAfter(deviceActions[known].verb))
  const [named, leavers, plain] = await Promise.all([
    search(action && nameAfter(deviceActions[action].verb), maxDevices, 0),
    search(nameAfter('offboard'), 0, maxPeople),
    search(text, maxDevices, maxPeople),
  ])
  const toAct = (match: Match): Entry[] =>
    'person' in match
      ? offboardEntry(session, match.person)
      : actionEntries(session, match.device, action ? [action] : [])
  const toOpen = (match: Match): Entry[] =>
    'person' in match ? personEntry(session, match.person) : [deviceEntry(session, match.device)]
  const entriesOf = (isWanted: (match: Match) => boolean) => [
    ...[...named.matches, ...leavers.matches].filter(isWanted).flatMap(toAct),
    ...plain.matches.filter(isWanted).flatMap(toOpen),
  ]
  return {
    exact: entriesOf(({ rank }) => rank === 'exact'),
    others: entriesOf(({ rank }) => rank !== 'exact'),
    total: plain.total + named.total + leavers.total,
  }
}
