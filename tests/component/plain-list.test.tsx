import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { useLayoutEffect } from 'react'
import { MemoryRouter, useLocation, useNavigate } from 'react-router'
import { parseSort, type SortFormat } from '../../src/api/sort.ts'
import { isFirstPageShown } from '../../src/lib/chunk.ts'
import { provideNavigation } from '../../src/lib/navigation.ts'
import { createListAddress } from '../../src/list/list-address.ts'
import { ListScreen, type ListDefinition } from '../../src/list/list-screen.tsx'
import type { ListPage } from '../../src/list/list-page.ts'
import { handlePageKeys } from '../../src/list/page-keys.ts'
import type { ListSource } from '../../src/list/source/list-source.ts'
import { StatusLine } from '../../src/list/status-line.tsx'
import { columnsOf } from '../../src/list/table-features.ts'
import { createTableSettings } from '../../src/list/table-settings.ts'
import { SessionProvider } from '../../src/session/use-session.tsx'
import { connectionTo, sessionOf } from '../unit/wire.ts'
import { render } from './render.ts'
import { user } from './support.tsx'

// A list of the API in which nothing is selected, searched or opened.

interface Site {
  id: string
  name: string
  status: string
}

type SiteField = 'name' | 'status'

const sites: Site[] = Array.from({ length: 60 }, (_, row) => ({
  id: `site-${row}`,
  name: `site-${String((row * 37) % 60).padStart(2, '0')}`,
  status: row < 55 ? 'Open' : 'Closed',
}))

const sortFields = ['name', 'status'] as const
const source: ListSource<SiteField, Site> = {
  path: '/tenants/sites',
  parseRow: (value) => value as Site,
  sortFields,
  sortKind: (field) => (field === 'name' ? 'text' : 'choice'),
}

const column = columnsOf<Site>()
const columns = column.columns([
  column.accessor('name', {
    id: 'name',
    header: 'Name',
    meta: { width: '[--width:64]', isRowHeader: true, card: 'card-head' },
    cell: ({ getValue }) => getValue(),
  }),
  column.accessor('status', {
    id: 'status',
    header: 'Status',
    meta: { width: '[--width:40]', card: 'card-head' },
    cell: ({ getValue }) => getValue(),
  }),
])

const definition: ListDefinition<Site, SiteField, ListPage<Site>> = {
  source,
  title: 'Sites',
  noun: 'site',
  address: createListAddress<SiteField>('/sites', sortFields),
  columns,
  settings: createTableSettings('site-hidden-columns', columns, []),
  nameOf: ({ name }) => name,
  Tools: () => <button type="button">Display</button>,
  Status: ({ isRefreshing, onRefresh }) => (
    <StatusLine basis={null} isRefreshing={isRefreshing} onRefresh={onRefresh}>
      <p>60 sites</p>
    </StatusLine>
  ),
  Empty: () => <p>No sites yet</p>,
}

/** Shows the list at an address, of a server that sorts in one spelling and ignores or refuses others. */
async function open(address: string, format: SortFormat | 'none', refuses = false) {
  vi.stubGlobal('fetch', async (url: string) => {
    const query = new URL(url).searchParams
    const spelled = query.get('sort')
    const sort =
      spelled === null || format === 'none' ? undefined : parseSort(spelled, format, sortFields)
    if (refuses && spelled !== null && !sort)
      return Response.json({ message: 'sort' }, { status: 400 })
    const rows = sort
      ? sites.toSorted(
          (a, b) => (sort.descending ? -1 : 1) * a[sort.field].localeCompare(b[sort.field]),
        )
      : sites
    const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))]
    return Response.json({ data: rows.slice(offset, offset + limit), total: rows.length })
  })
  const session = sessionOf(connectionTo(), { sortFormat: 'auto' })
  onTestFinished(() => session.end())
  let shown = ''
  function AddressBar() {
    const location = useLocation()
    const navigate = useNavigate()
    useLayoutEffect(() => {
      shown = location.pathname + location.search
      return provideNavigation(location, navigate)
    }, [location, navigate])
    return null
  }
  render(
    <MemoryRouter initialEntries={[address]}>
      <SessionProvider session={session}>
        <ListScreen list={definition} />
      </SessionProvider>
      <AddressBar />
    </MemoryRouter>,
  )
  await expect.element(names().first()).toBeVisible()
  return () => shown
}

const names = () => page.getByRole('table', { name: 'Sites' }).getByRole('rowheader')

beforeEach(() => isFirstPageShown.set(true))
afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

describe('a list without selection, search and links', () => {
  test('leads from name to name with j and k', async () => {
    await open('/sites', 'prefix')
    onTestFinished(handlePageKeys())
    await user.keyboard('j')
    await expect.element(names().first()).toHaveFocus()
    await user.keyboard('j')
    await user.keyboard('j')
    await expect.element(names().nth(2)).toHaveFocus()
    await user.keyboard('k')
    await expect.element(names().nth(1)).toHaveFocus()
    expect(document.querySelectorAll('tbody [tabindex="0"]')).toHaveLength(1)
  })

  test('keeps no search in its address, and nothing to select', async () => {
    const address = await open('/sites?q=lost&sort=name', 'prefix')
    await expect.poll(address).toBe('/sites?sort=name')
    expect(page.getByRole('checkbox').elements()).toEqual([])
    expect(page.getByRole('search').elements()).toEqual([])
  })

  test('has its tools at the right, and on a phone all lines at the edge', async () => {
    const { innerWidth, innerHeight } = window
    onTestFinished(() => page.viewport(innerWidth, innerHeight))
    await page.viewport(1440, 900)
    await open('/sites', 'prefix')
    const main = page.getByRole('main').element()
    const box = (element: Element) => element.getBoundingClientRect()
    const edges = getComputedStyle(main)
    expect(box(page.getByRole('button', { name: 'Display' }).element()).right).toBeCloseTo(
      box(main).right - Number.parseFloat(edges.paddingRight),
      0,
    )
    const title = document.createRange()
    title.selectNodeContents(page.getByRole('button', { name: 'Name' }).element())
    const text = document.createRange()
    text.selectNodeContents(names().first().element())
    expect(title.getBoundingClientRect().left).toBeCloseTo(text.getBoundingClientRect().left, 0)
    await page.viewport(390, 800)
    const heading = box(page.getByRole('heading', { name: 'Sites' }).element())
    expect(box(page.getByText('60 sites').element()).left).toBe(heading.left)
    const name = names().first().element()
    const status = name.nextElementSibling as Element
    const row = box(name.parentElement as Element)
    expect(box(name).left - row.left).toBe(row.right - box(status).right)
    expect(box(name).top).toBe(box(status).top)
  })

  test.each([
    ['rejected', true],
    ['ignored', false],
  ])('says that its order was %s', async (trouble, refuses) => {
    await open('/sites?sort=name', 'none', refuses)
    await expect.element(page.getByText(`The API ${trouble} this sort order`)).toBeVisible()
  })

  test('says that its order is ignored on a page of one value, too', async () => {
    await open('/sites?sort=status', 'none')
    await expect.element(page.getByText('The API ignored this sort order')).toBeVisible()
  })

  test('says nothing of an order that the API keeps', async () => {
    await open('/sites?sort=-status', 'comma')
    await expect.element(names().first()).toBeVisible()
    expect(page.getByText(/this sort order/).elements()).toEqual([])
  })
})
