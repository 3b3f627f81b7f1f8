import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parseSort, sortFormats, type SortBy, type SortFormat } from '../../src/api/sort.ts'
import { deviceSource } from '../../src/device/device-source.ts'
import { deviceList } from '../../src/devices/device-list.ts'
import { deviceQueries } from '../../src/devices/queries.ts'
import type { ListRow, ListSource } from '../../src/list/source/list-source.ts'
import { readPage } from '../../src/list/source/read-page.ts'
import { failed, inFakeTime, json, loadListParts, restoreWire, session, stubWire } from './wire.ts'

// A person who pages through a sorted list sees each row once, however the server spells a sort.

beforeAll(loadListParts)
afterEach(restoreWire)

interface Row {
  id: string
  name: string
  status: string
}

/** In the server's own order neither names nor statuses are sorted. */
const rowsOf = (statusOf: (row: number) => string): Row[] =>
  Array.from({ length: 200 }, (_, row) => ({
    id: `row-${row}`,
    name: `laptop-${String((row * 37) % 200).padStart(3, '0')}`,
    status: statusOf(row),
  }))

const lists = {
  'unique names': rowsOf((row) => ['Online', 'Offline', 'Deactivated'][row % 3] ?? ''),
  'a first page of one status': rowsOf((row) => (row % 60 === 59 ? 'Deactivated' : 'Online')),
  'one status': rowsOf(() => 'Online'),
  'names that are in order on the first page alone': rowsOf(() => 'Online').map((row, at) =>
    at < 25 ? { ...row, name: `m-${at + 100}` } : row,
  ),
}

type Fields = 'name' | 'status'

interface Server {
  format: SortFormat | 'none'
  others: 'ignored' | 'refused'
  /** The fields that it sorts by. */
  sortable?: readonly Fields[]
}

/** A server that sorts in one spelling. Its answers may be lost. */
function serve(rows: readonly Row[], { format, others, sortable = ['name', 'status'] }: Server) {
  const server = { losesAnswersTo: (_spelled: string) => false }
  stubWire(
    ({ path }) => {
      const query = new URLSearchParams(path.split('?')[1])
      const spelled = query.get('sort')
      if (spelled !== null && server.losesAnswersTo(spelled)) return 'lost'
      const sort =
        spelled === null || format === 'none' ? undefined : parseSort(spelled, format, sortable)
      if (spelled !== null && !sort && others === 'refused') return failed(400)()
      const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))]
      const data = (sort ? inOrder(rows, sort) : rows).slice(offset, offset + limit)
      return json({ data, total: rows.length })
    },
    { sortFormat: 'auto' },
  )
  return server
}

function inOrder(rows: readonly Row[], { field, descending }: SortBy<Fields>): Row[] {
  return rows.toSorted((a, b) => (descending ? -1 : 1) * a[field].localeCompare(b[field], 'en'))
}

async function pageOf<Field extends string, R extends ListRow<Field>>(
  source: ListSource<Field, R>,
  sort: readonly SortBy<Field>[],
  page: number,
): Promise<readonly R[]> {
  const end = await inFakeTime(readPage(session, source, { sort, page, size: 25 }))
  if ('error' in end) throw end.error
  return end.value.rows
}

async function walk<Field extends string, R extends ListRow<Field>>(
  source: ListSource<Field, R>,
  sort: readonly SortBy<Field>[],
): Promise<R[]> {
  const shown: R[] = []
  // oxlint-disable-next-line no-await-in-loop -- as a person walks
  for (let page = 1; page <= 8; page += 1) shown.push(...(await pageOf(source, sort, page)))
  return shown
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted()

const servers = sortFormats.flatMap((format) =>
  (['ignored', 'refused'] as const).map((others) => ({ format, others })),
)

describe.each(servers)('a server that sorts by $format, with others $others', (server) => {
  test.each(
    Object.keys(lists).flatMap((list) =>
      (['name', 'status'] as const).flatMap((field) =>
        [false, true].map((descending) => [list, { field, descending }] as const),
      ),
    ),
  )('shows each row of a list with %s once, and in order by %o', async (list, sort) => {
    const rows = lists[list as keyof typeof lists]
    serve(rows, server)
    const shown = await walk(deviceSource, [sort])
    expect(ids(shown)).toEqual(ids(rows))
    expect(shown.map((row) => row[sort.field])).toEqual(
      inOrder(rows, sort).map((row) => row[sort.field]),
    )
  })
})

const byStatus = [{ field: 'status', descending: false }] as const

test('a list that can be sorted by nothing but its first page’s one status keeps one order', async () => {
  const rows = lists['a first page of one status']
  for (const others of ['ignored', 'refused'] as const) {
    serve(rows, { format: 'comma', others, sortable: ['status'] })
    const source: ListSource<'status', Row> = {
      path: '/tenants/rows',
      parseRow: (value) => value as Row,
      sortFields: ['status'],
      sortKind: () => 'choice',
    }
    // oxlint-disable-next-line no-await-in-loop -- one server after another
    expect(ids(await walk(source, byStatus))).toEqual(ids(rows))
  }
})

describe('a spelling that the network kept from being found', () => {
  const rows = lists['a first page of one status']

  /** The network fails while the first page is read. */
  async function readFirst() {
    const server = serve(rows, { format: 'colon', others: 'ignored' })
    server.losesAnswersTo = (spelled) => spelled.includes(':')
    const shown = await pageOf(deviceSource, byStatus, 1)
    server.losesAnswersTo = () => false
    return shown
  }

  test('is looked for at the beginning of a list, not between its pages', async () => {
    const shown = [...(await readFirst())]
    // oxlint-disable-next-line no-await-in-loop -- as a person walks
    for (let page = 2; page <= 8; page += 1)
      shown.push(...(await pageOf(deviceSource, byStatus, page)))
    expect(ids(shown)).toEqual(ids(rows))
    const walked = await walk(deviceSource, byStatus)
    expect(walked.map(({ id }) => id)).toEqual(inOrder(rows, byStatus[0]).map(({ id }) => id))
  })

  test('leaves no page in the order of another one', async () => {
    await readFirst()
    const { queryClient } = session
    const query = (page: number) =>
      deviceQueries.list(session, { ...deviceList.parse('?sort=status'), page })
    await inFakeTime(queryClient.fetchQuery(query(2)))
    expect(queryClient.getQueryData(query(2).queryKey)?.rows).toHaveLength(25)
    await inFakeTime(queryClient.fetchQuery(query(1)))
    expect(queryClient.getQueryData(query(1).queryKey)?.rows[0]).toMatchObject({
      status: 'Deactivated',
    })
    expect(queryClient.getQueryData(query(2).queryKey)).toBeUndefined()
  })
})
