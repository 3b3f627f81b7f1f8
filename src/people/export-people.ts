import { fullName } from '../device/owner.ts'
import { postureWords } from '../device/posture.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { saveAnswer } from '../fleet/save-devices.ts'
import type { Person } from '../fleet/snapshot/people.ts'
import { serverNow } from '../lib/clock.ts'
import { csvOf } from '../lib/csv.ts'
import type { Session } from '../session/open-session.ts'
import type { PeopleListParams } from './people-list.ts'

const header = [
  'Name',
  'E-mail',
  'User ID',
  'Devices',
  'Device limit',
  'Devices by status',
  'Never connected',
  'Last connection',
  'Oldest app version',
  'Worst posture',
]

/** Saves the people that a list holds on all its pages, in its order, as CSV. */
export function exportPeople(
  session: Session,
  { q, sort }: Pick<PeopleListParams, 'q' | 'sort'>,
  deviceLimit: number,
): Promise<void> {
  return saveAnswer(
    session,
    ['people', q],
    'person',
    async (fleet) => {
      await fleet.ensureFresh()
      const all = { sort, offset: 0, limit: Infinity, deviceLimit, now: serverNow() }
      const { people } = await fleet.ask('people', [{ ...parsePeopleSearch(q), ...all }])
      const rows = people.map((person) => cellsOf(person, deviceLimit))
      const file = new Blob([csvOf([header, ...rows])], { type: 'text/csv;charset=utf-8' })
      return { file, count: people.length }
    },
    'people',
  )
}

function cellsOf(person: Person, deviceLimit: number) {
  const { owner, devices, statuses, neverConnected, lastConnection, oldestVersion } = person
  return [
    fullName(owner),
    owner.email,
    owner.id,
    devices,
    deviceLimit,
    statuses.map(({ status, count }) => `${status}: ${count}`).join(', '),
    neverConnected,
    lastConnection,
    oldestVersion,
    postureWords[person.posture],
  ]
}
