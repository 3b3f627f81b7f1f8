import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { deviceList } from '../../src/devices/device-list.ts'
import { deviceQueries } from '../../src/devices/queries.ts'
import { noteSettled } from '../../src/fleet/settled.ts'
import { devicesPath } from '../../src/api/device-calls.ts'
import { readDevicePage, serverParams } from './device-list.ts'
import { listFacts } from '../../src/list/source/list-facts.ts'
import { failed, inFakeTime, json, loadListParts, restoreWire, session, stubWire } from './wire.ts'

beforeAll(loadListParts)
afterEach(restoreWire)

const fleet = Array.from({ length: 60 }, (_, index) => ({ id: `device-${index}` }))

/** A server with at most `most` rows to a page. */
function serve(most: number, refuses: (query: URLSearchParams) => boolean = () => false) {
  return stubWire(({ path }) => {
    const query = new URLSearchParams(path.split('?')[1])
    if (refuses(query)) return failed(400)()
    const limit = Math.min(Number(query.get('limit')), most)
    const offset = Number(query.get('offset'))
    return json({ data: fleet.slice(offset, offset + limit), total: fleet.length, limit })
  })
}

async function pageOf(search: string) {
  const end = await inFakeTime(readDevicePage(session, serverParams(search)))
  if ('error' in end) throw end.error
  return end.value
}

const asked = (sent: { path: string }[]) => sent.map(({ path }) => path.split('?')[1])

describe('a page', () => {
  test('is asked for once', async () => {
    const sent = serve(100)
    const page = await pageOf('?page=2&size=25')
    expect(page.rows[0]?.id).toBe('device-25')
    expect(asked(sent)).toEqual(['limit=25&offset=25'])
  })

  test('of a server with smaller pages starts where that server’s page starts', async () => {
    const sent = serve(10)
    const page = await pageOf('?page=3&size=50')
    expect(asked(sent)).toEqual(['limit=50&offset=100', 'limit=50&offset=0', 'limit=10&offset=20'])
    expect(page).toMatchObject({ limit: 10, offset: 20, total: 60 })
    expect(page.rows[0]?.id).toBe('device-20')
  })

  test('that is the first needs no second request for that', async () => {
    const sent = serve(10)
    expect(await pageOf('?size=50')).toMatchObject({ limit: 10, offset: 0, hasNext: true })
    expect(sent).toHaveLength(1)
  })

  test('of a server that ignores the size asked for is cut, and the last one is as far in', async () => {
    const all = Array.from({ length: 2_300 }, (_, index) => ({ id: `device-${index}` }))
    stubWire(({ path }) => {
      const offset = Number(new URLSearchParams(path.split('?')[1]).get('offset'))
      return json({ data: all.slice(offset), total: all.length, limit: 25 })
    })
    const oversized = { sent: 2_300, asked: 25 }
    expect(await pageOf('?size=25')).toMatchObject({ offset: 0, limit: 1_000, oversized })
    const last = await pageOf('?size=25&page=3')
    expect(last).toMatchObject({ offset: 2_000, limit: 1_000, total: 2_300, hasNext: false })
    expect(last.rows).toHaveLength(300)
    expect(last.rows[0]?.id).toBe('device-2000')
  })

  test('walked to the end of such a server shows every device once', async () => {
    serve(10)
    const shown: string[] = []
    for (let number = 1; number <= 6; number += 1) {
      // oxlint-disable-next-line no-await-in-loop -- as a person walks
      const page = await pageOf(`?page=${number}&size=25`)
      shown.push(...page.rows.map(({ id }) => id))
    }
    expect(shown).toEqual(fleet.map(({ id }) => id))
  })
})

test.each([
  { data: null, total: 0 },
  { total: 0, page: 0 },
  { data: null, hasNext: false },
])('a list without rows is empty, whatever stands for them: %j', async (answer) => {
  stubWire(() => json(answer))
  expect(await pageOf('')).toMatchObject({ rows: [], hasNext: false })
})

describe('a server with a page size of its own', () => {
  const many = Array.from({ length: 130 }, (_, index) => ({ id: `device-${index}` }))
  type Rows = (offset: number, limit: number) => readonly object[]
  const atMost =
    (most: number): Rows =>
    (offset, limit) =>
      many.slice(offset, offset + Math.min(limit, most))

  function serveRows(rows: Rows, fields: (rows: number, offset: number) => object) {
    return stubWire(({ path }) => {
      const query = new URLSearchParams(path.split('?')[1])
      const offset = Number(query.get('offset'))
      const data = rows(offset, Number(query.get('limit')))
      return json({ data, ...fields(data.length, offset) })
    })
  }

  /** Presses "Next page" to the end. */
  async function walk(size: number): Promise<string[]> {
    const shown: string[] = []
    for (let number = 1; number < 200; number += 1) {
      // oxlint-disable-next-line no-await-in-loop -- as a person walks
      const page = await pageOf(`?page=${number}&size=${size}`)
      shown.push(...page.rows.map(({ id }) => id))
      if (!page.hasNext) return shown
    }
    throw new Error('The list has no end')
  }

  const ids = many.map(({ id }) => id)
  const total = 130
  const hasMore = (rows: number, offset: number) => offset + rows < total

  test.each<[string, Rows, (rows: number, offset: number) => object]>([
    ['limit 0 and a next page for ever', atMost(20), () => ({ total, limit: 0, hasNext: true })],
    ['no limit', atMost(20), () => ({ total })],
    ['a limit as text', atMost(20), () => ({ total, limit: '20' })],
    ['the limit that was asked for', atMost(20), () => ({ total, limit: 50 })],
    ['a limit of another list', atMost(20), () => ({ total, limit: 7 })],
    ['hasNext alone', atMost(20), (n, at) => ({ limit: 50, hasNext: hasMore(n, at) })],
    ['its total and next page as text', atMost(20), () => ({ total: '130', hasNext: 'true' })],
    ['rows alone', atMost(20), () => ({})],
    ['pages of one row', atMost(1), () => ({ total })],
    [
      'pages of as many rows as fit',
      (offset, limit) => many.slice(offset, offset + Math.min(limit, offset % 20 === 0 ? 20 : 13)),
      () => ({ total, limit: 50 }),
    ],
    [
      'more rows than asked for',
      (offset) => many.slice(offset, offset + 60),
      () => ({ total, limit: 50 }),
    ],
  ])('that gives %s loses and repeats no device', async (_, rows, fields) => {
    serveRows(rows, fields)
    expect(await walk(50)).toEqual(ids)
    expect(await walk(25)).toEqual(ids)
  })

  test.each([2, 3, 7, 9])('gives page %i the same rows by a link as by walking', async (number) => {
    const asIs = () => ({ total, limit: 50, hasNext: true })
    serveRows(atMost(20), asIs)
    const byLink = await pageOf(`?page=${number}&size=50`)
    expect(byLink.rows.map(({ id }) => id)).toEqual(ids.slice((number - 1) * 20, number * 20))
    expect(byLink).toMatchObject({ limit: 20, offset: (number - 1) * 20 })
  })

  test('is asked in that size once it is known', async () => {
    const sent = serveRows(atMost(20), () => ({ total, limit: 50 }))
    await pageOf('?size=50')
    await pageOf('?size=50&page=2')
    expect(asked(sent)).toEqual(['limit=50&offset=0', 'limit=20&offset=20'])
  })

  test('is not made of a last page that is short, whatever the total says', async () => {
    serveRows(
      (offset, limit) => fleet.slice(offset, offset + limit),
      () => ({ total: 64 }),
    )
    await pageOf('?size=25')
    expect(await pageOf('?size=25&page=3')).toMatchObject({ limit: 25, offset: 50, hasNext: false })
    serveRows(
      (offset, limit) => fleet.slice(offset, offset + limit),
      () => ({ total: 64 }),
    )
    expect(await pageOf('?size=25&page=3')).toMatchObject({ limit: 25, offset: 50, hasNext: false })
  })
})

describe('where the end is in doubt', () => {
  /** A server whose first page is full, and that says this of the end on every page. */
  function serveHalf(second: readonly { id: string }[], fields: object) {
    return stubWire(({ path }) =>
      path.endsWith('offset=0')
        ? json({ data: fleet.slice(0, 25), limit: 25, ...fields })
        : json({ data: second, limit: 25, ...fields }),
    )
  }

  test.each([
    ['a next page beyond the total', { total: 25, hasNext: true }],
    ['an end before the total', { total: 60, hasNext: false }],
    ['neither total nor next page', {}],
  ])('the page past it is asked for once: %s', async (_, fields) => {
    const sent = serveHalf(fleet.slice(25, 50), fields)
    expect(await pageOf('')).toMatchObject({ total: undefined, hasNext: true, offset: 0 })
    expect(asked(sent)).toEqual(['limit=25&offset=0', 'limit=25&offset=25'])
  })

  test.each([
    ['holds nothing', []],
    ['repeats the rows of this one, as a server does that takes no offset', fleet.slice(0, 25)],
  ])('it is the end when the page past it %s', async (_, second) => {
    serveHalf(second, { total: 60, hasNext: false })
    const page = await pageOf('')
    expect(page).toMatchObject({ total: 25, hasNext: false })
    expect(page.rows).toHaveLength(25)
  })

  test('rows past it that cannot be read are rows', async () => {
    stubWire(({ path }) =>
      json({ data: path.endsWith('offset=0') ? fleet.slice(0, 25) : [{ id: null }] }),
    )
    expect(await pageOf('')).toMatchObject({ total: undefined, hasNext: true })
  })

  test('rows on it that cannot be read count for where it is', async () => {
    const sent = stubWire(({ path }) =>
      json({ data: path.endsWith('offset=0') ? [...fleet.slice(0, 20), {}, {}] : [] }),
    )
    expect(await pageOf('')).toMatchObject({ total: 22, hasNext: false, unreadable: 2 })
    expect(asked(sent).at(-1)).toBe('limit=25&offset=22')
  })

  test('nothing more is asked where the page tells it', async () => {
    const sent = serveHalf([], { total: 25, hasNext: false })
    expect(await pageOf('')).toMatchObject({ total: 25, hasNext: false })
    expect(sent).toHaveLength(1)
  })
})

describe('a sort that the server refuses', () => {
  const refusesSort = (query: URLSearchParams) => query.has('sort')

  /** A server that took the limit before, so that a refusal isn't about it. */
  function serveKnown(refuses: (query: URLSearchParams) => boolean) {
    const sent = serve(100, refuses)
    listFacts(session, devicesPath).limits.accepted = 25
    return sent
  }

  test('costs the order and not the data', async () => {
    const sent = serveKnown(refusesSort)
    const page = await pageOf('?sort=-name&page=2')
    expect(page.sortRefused).toBe(true)
    expect(page.rows).toHaveLength(25)
    expect(asked(sent)).toEqual(['sort=-name&limit=25&offset=25', 'limit=25&offset=25'])
  })

  test('is not blamed for a 400 without a sort, which is told', async () => {
    const sent = serveKnown(() => true)
    await expect(pageOf('')).rejects.toMatchObject({ kind: 'rejected', status: 400 })
    expect(sent).toHaveLength(1)
  })

  test('is not blamed when nothing helps', async () => {
    const sent = serveKnown(() => true)
    await expect(pageOf('?sort=name')).rejects.toMatchObject({ kind: 'rejected' })
    expect(sent).toHaveLength(2)
  })

  test('is not blamed for other failures', async () => {
    const sent = stubWire(failed(403))
    await expect(pageOf('?sort=name')).rejects.toMatchObject({ kind: 'forbidden' })
    expect(sent).toHaveLength(1)
  })
})

test('a device just removed does not come back with a late answer', async () => {
  serve(100)
  noteSettled(session, 'device-3', 'gone')
  const list = deviceQueries.list(session, deviceList.parse(''))
  const end = await inFakeTime(session.queryClient.fetchQuery(list))
  if ('error' in end) throw end.error
  const page = end.value
  expect(page.rows.map(({ id }) => id)).not.toContain('device-3')
  expect(page).toMatchObject({ total: 59 })
  expect(page.rows).toHaveLength(24)
})

describe('a page requested before the list asks for it', () => {
  /** A session that has requested the list of an address, as the boot script and the connect page do. */
  async function requestAhead(search: string) {
    const { queryClient } = session
    await inFakeTime(
      queryClient.prefetchQuery(deviceQueries.list(session, deviceList.parse(search))),
    )
    const query = (address: string) => deviceQueries.page(session, deviceList.parse(address))
    return {
      /** Gives what the page of an address finds when it is first rendered. */
      found: (address: string) => queryClient.getQueryData(query(address).queryKey),
      show: (address: string) => inFakeTime(queryClient.fetchQuery(query(address))),
    }
  }

  test('is there when the list is first rendered, and read once', async () => {
    const sent = serve(100)
    const { found, show } = await requestAhead('?page=2&sort=-name')
    expect(found('?page=2&sort=-name')).toMatchObject({ offset: 25, total: 60 })
    await show('?page=2&sort=-name')
    expect(sent).toHaveLength(1)
  })

  test.each([
    '?q=status:deactivated',
    '?q=lost&page=2',
    '?q=owner:none&sort=-owner&size=50',
    '?q=seen:%3E90d&sort=lastConnection',
  ])('is no answer to the search of the same address: %s', async (search) => {
    serve(100)
    expect((await requestAhead(search)).found(search)).toBeUndefined()
  })

  test('asks for no order by a field that the API can’t sort by, which a search can', async () => {
    const sent = serve(100)
    await requestAhead('?q=owner:none&sort=-owner,name&size=50')
    expect(asked(sent)).toEqual(['sort=name&limit=50&offset=0'])
  })

  test.each(['', '?page=3', '?page=2&size=50', '?page=2&sort=name'])(
    'is no answer to another address: %j',
    async (search) => {
      const sent = serve(100)
      const { found, show } = await requestAhead('?page=2')
      expect(found(search)).toBeUndefined()
      await show(search)
      expect(sent.length).toBeGreaterThan(1)
    },
  )

  test('is requested again when it failed', async () => {
    let isDown = true
    const sent = stubWire(() =>
      isDown ? failed(403)() : json({ data: fleet, total: fleet.length, limit: 100 }),
    )
    const { found, show } = await requestAhead('')
    expect(found('')).toBeUndefined()
    isDown = false
    expect(await show('')).toMatchObject({ value: { total: 60 } })
    expect(sent).toHaveLength(2)
  })
})
