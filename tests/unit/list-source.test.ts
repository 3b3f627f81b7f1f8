import { afterEach, beforeAll, expect, test } from 'vitest'
import { parseSort } from '../../src/api/sort.ts'
import { listFacts } from '../../src/list/source/list-facts.ts'
import type { ListSource } from '../../src/list/source/list-source.ts'
import { readPage } from '../../src/list/source/read-page.ts'
import { failed, inFakeTime, json, loadListParts, restoreWire, session, stubWire } from './wire.ts'

beforeAll(loadListParts)
afterEach(restoreWire)

interface Gateway {
  id: string
  name: string
}

const gateways: ListSource<'name', Gateway> = {
  path: '/tenants/gateways',
  parseRow: (value) => value as Gateway,
  sortFields: ['name'],
  sortKind: () => 'text',
}

const all = Array.from({ length: 37 }, (_, row) => {
  const number = (row * 17) % 37
  return { id: `gateway-${number}`, name: `gw-${String(number).padStart(2, '0')}` }
})

/** A server that sorts as `name:desc`, and gives at most 10 rows. */
function serve(refusesOtherSorts: boolean) {
  return stubWire(
    ({ path }) => {
      const query = new URLSearchParams(path.split('?')[1])
      const spelled = query.get('sort')
      const sort = spelled === null ? undefined : parseSort(spelled, 'colon', ['name'])
      if (spelled !== null && !sort && refusesOtherSorts) return failed(400)()
      const rows = sort ? all.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : all
      const sorted = sort?.descending ? rows.toReversed() : rows
      const offset = Number(query.get('offset'))
      const limit = Math.min(Number(query.get('limit')), 10)
      return json({ data: sorted.slice(offset, offset + limit), total: all.length })
    },
    { sortFormat: 'auto' },
  )
}

test.each([
  ['ignores', false],
  ['refuses', true],
])(
  'a list of any resource shows all rows in order, from a server with smaller pages that %s other sorts',
  async (_, refusesOtherSorts) => {
    serve(refusesOtherSorts)
    const shown: string[] = []
    for (let page = 1; page <= 4; page += 1) {
      const asked = { sort: [{ field: 'name', descending: true }], page, size: 25 } as const
      // oxlint-disable-next-line no-await-in-loop -- as a person walks
      const end = await inFakeTime(readPage(session, gateways, asked))
      if ('error' in end) throw end.error
      shown.push(...end.value.rows.map(({ name }) => name))
      expect(end.value).toMatchObject({ limit: 10, hasNext: page < 4, total: 37 })
    }
    const names = all.map(({ name }) => name)
    expect(shown).toEqual(names.toSorted().toReversed())
  },
)

test('what is known of one list says nothing of another', async () => {
  serve(false)
  await inFakeTime(readPage(session, gateways, { sort: [], page: 1, size: 25 }))
  expect(listFacts(session, '/tenants/gateways').pageSizes.get(25)).toBe(10)
  expect(listFacts(session, '/tenants/others').pageSizes.size).toBe(0)
})
