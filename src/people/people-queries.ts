import { queryOptions } from '@tanstack/react-query'
import { fullName } from '../device/owner.ts'
import { postureWords } from '../device/posture.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { ofSnapshot } from '../fleet/load-fleet.ts'
import type { Person } from '../fleet/snapshot/people.ts'
import { smallFleet } from '../fleet/use-fleet.ts'
import { saveAnswer } from '../fleet/files/save-devices.ts'
import { snapshotPage } from '../fleet/snapshot-page.ts'
import { csvFile, csvRow, type CsvCell } from '../lib/csv.ts'
import type { Session } from '../session/open-session.ts'
import type { PeopleListPage, PeopleListParams } from './people-list.ts'

/** Reads one page of people from the snapshot of all devices. */
export function peopleQuery(session: Session, params: PeopleListParams) {
  const { ownerDeviceLimit: deviceLimit } = session.config
  const { q, sort } = params
  const queryKey = ['people', params]
  return queryOptions<PeopleListPage>({
    queryKey,
    meta: ofSnapshot,
    queryFn: async ({ signal }) =>
      withoutMovingRows(
        session,
        q,
        await snapshotPage(session, params, async (fleet, range) => {
          const before = session.queryClient.getQueryData<PeopleListPage>(queryKey)
          const also = idsOf(before?.rows, before?.left?.ids).slice(0, maxLeft)
          const query = { ...range, q, sort, deviceLimit, also }
          const { people, also: rows, ...rest } = await fleet.ask('people', [query], signal)
          const here = new Set(people.map(({ id }) => id))
          const ids = also.filter((id) => !here.has(id))
          return { rows: people, left: { ids, rows }, ...rest }
        }),
      ),
  })
}

/** As many as the largest page has: those before are no longer shown. */
const maxLeft = 100

function idsOf(rows: readonly Person[] = [], left: readonly string[] = []): string[] {
  return [...new Set([...rows.map(({ id }) => id), ...left])]
}

/** While few devices load, each page of them would put the people of the whole list in another order. */
function withoutMovingRows(session: Session, q: string, page: PeopleListPage): PeopleListPage {
  const { phase, total = Infinity } = fleetState(session).get()
  const { snapshot } = page
  const isMoving = q === '' && phase === 'loading' && total <= smallFleet && snapshot?.isPartial
  // Without rows none is held in its place, so the whole list is no change of this one.
  return isMoving ? { ...page, rows: [], snapshot: { ...snapshot, isPending: true } } : page
}

/** Saves the people that a list holds on all its pages, in its order, as CSV. */
export function exportPeople(
  session: Session,
  { q, sort }: Pick<PeopleListParams, 'q' | 'sort'>,
): Promise<void> {
  const { ownerDeviceLimit: deviceLimit } = session.config
  return saveAnswer(
    session,
    ['people', q],
    'person',
    async (fleet) => {
      await fleet.ensureFresh()
      const all = { q, sort, limit: Infinity, deviceLimit }
      const { people } = await fleet.ask('people', [all])
      const rows = people.map((person) =>
        csvRow(columns.map(([, cellOf]) => cellOf(person, deviceLimit))),
      )
      const header = columns.map(([name]) => name)
      return { file: csvFile(header, rows), count: people.length }
    },
    'people',
  )
}

const columns: readonly [header: string, (person: Person, deviceLimit: number) => CsvCell][] = [
  ['Name', ({ owner }) => fullName(owner)],
  ['E-mail', ({ owner }) => owner.email],
  ['User ID', ({ owner }) => owner.id],
  ['Devices', ({ devices }) => devices],
  ['Device limit', (_, deviceLimit) => deviceLimit],
  [
    'Devices by status',
    ({ statuses }) => statuses.map(({ status, count }) => `${status}: ${count}`).join(', '),
  ],
  ['Never connected', ({ neverConnected }) => neverConnected],
  ['Last connection', ({ lastConnection }) => lastConnection],
  ['Oldest app version', ({ oldestVersion }) => oldestVersion],
  ['Worst posture', ({ posture }) => postureWords[posture]],
]
