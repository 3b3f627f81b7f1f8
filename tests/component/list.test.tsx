import { render } from './render.ts'
import { describe, expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import { ListNotices } from '../../src/list/list-notices.tsx'
import { SessionProvider } from '../../src/session/use-session.tsx'
import { connectionTo, sessionOf } from '../unit/wire.ts'
import { atSize, isReady } from './acting.ts'
import { pass, takeClock } from './clock.ts'
import { holdAnswers, isRead, type Held } from './held-pages.ts'
import {
  cellText,
  click,
  columnsShown,
  dialog,
  fill,
  listIsThere,
  namesShown,
  renderConsole,
  rowAction,
  setNetwork,
  table,
  user,
} from './support.tsx'

const header = (name: string) => table().getByRole('columnheader', { name, exact: true })
const sortButton = (name: string) => header(name).getByRole('button')
const link = (name: string) => page.getByRole('link', { name, exact: true })

// Which rows are taken is tested without a screen, since rendering a thousand takes seconds.
test('an answer with thousands of rows says that the first thousand are shown', async () => {
  const oversized = { sent: 20_000, asked: 10 }
  const rows = Array.from({ length: 1_000 }, (_, row) => ({ id: `${row}` }))
  const session = sessionOf(connectionTo())
  onTestFinished(() => session.end())
  render(
    <SessionProvider session={session}>
      <ListNotices
        list={{ noun: 'device' }}
        sort={[]}
        page={{
          rows,
          total: 20_000,
          offset: 0,
          limit: 1_000,
          hasNext: true,
          unreadable: 0,
          oversized,
        }}
        error={null}
        updatedAt={0}
        isFetching={false}
        hasChanges={false}
        onRetry={() => undefined}
      />
    </SessionProvider>,
  )
  await expect
    .element(page.getByText('The API sent 20,000 rows instead of 10; showing the first 1,000'))
    .toBeVisible()
})

describe('the list', () => {
  test('shows grey rows of the final shape, then the devices', async () => {
    let reading: Held | undefined
    renderConsole({ prepare: (network) => (reading = holdAnswers(network, isRead)) })
    await expect.element(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible()
    await expect.element(table()).toHaveAttribute('aria-busy', 'true')
    const bodyRows = () => table().element().querySelectorAll('tbody tr')
    expect(bodyRows()).toHaveLength(10)
    const height = bodyRows()[0]?.getBoundingClientRect().height
    reading?.release()
    await listIsThere()
    await expect.element(table()).not.toHaveAttribute('aria-busy')
    expect(bodyRows()).toHaveLength(10)
    expect(bodyRows()[0]?.getBoundingClientRect().height).toBe(height)
    expect(document.title).toBe('Devices · Device console')
  })

  test('tells of each device what an admin asks first', async () => {
    renderConsole()
    await listIsThere()
    expect(columnsShown()).toEqual([
      'Name',
      'Status',
      'Posture',
      'Owner',
      'Last connection',
      'App version',
      'Registered',
    ])
    const ana = 'ana-macbook-pro-14'
    expect(cellText(ana, 'Name')).toMatch(/MAC-[0-9A-F]{12}/)
    expect(cellText(ana, 'Status')).toBe('Online')
    expect(cellText(ana, 'Owner')).toBe('Ana Kovačevićana.kovacevic@harbor.example')
    expect(cellText(ana, 'Last connection')).toMatch(/^(just now|\d+ minutes? ago)/)
    expect(cellText(ana, 'App version')).toBe('2.10.1')
    expect(cellText('priya-thinkpad-x1', 'Last connection')).toBe('Never connected')
    expect(cellText('WS-FIN-0231', 'Status')).toBe('Unauthorized')
    expect(cellText(ana, 'Posture')).toBe('Compliant')
    await expect.poll(() => cellText('WS-FIN-0231', 'Posture')).toBe('Not compliantFirewall')
    expect(cellText('retired-laptop-07', 'Posture')).toBe('Not compliantNo reason given')
    expect(cellText('priya-thinkpad-x1', 'Posture')).toBe('Unknown')
  })

  test('offers both actions by the device’s name, and says why one is not possible', async () => {
    const { network } = renderConsole()
    await listIsThere()
    await expect
      .element(rowAction('Deactivate', 'lost-laptop-01'))
      .not.toHaveAttribute('aria-disabled')
    await expect.element(rowAction('Remove', 'lost-laptop-01')).not.toHaveAttribute('aria-disabled')
    const off = rowAction('Deactivate', 'retired-laptop-07')
    await expect.element(off).toHaveAttribute('aria-disabled', 'true')
    await expect.element(off).toHaveAccessibleDescription('Already deactivated')
    await expect
      .element(rowAction('Remove', 'retired-laptop-07'))
      .not.toHaveAttribute('aria-disabled')
    // It can be reached, so that its reason can be read; pressing it does nothing.
    const button = off.element() as HTMLElement
    button.focus()
    expect(document.activeElement).toBe(button)
    await user.keyboard('{Enter}')
    button.click()
    expect(page.getByRole('alertdialog').query()).toBeNull()
    expect(network.requests).toHaveLength(0)
  })
})

describe('sorting', () => {
  test('cycles ascending, descending, none, on exactly one header', async () => {
    const { address } = renderConsole()
    await listIsThere()
    const unsorted = namesShown()
    const sorted = () =>
      table()
        .getByRole('columnheader')
        .elements()
        .filter((cell) => cell.ariaSort !== null)

    await click(sortButton('Last connection'))
    await expect.element(header('Last connection')).toHaveAttribute('aria-sort', 'ascending')
    await expect.poll(address).toBe('/devices?sort=lastConnection&size=10')
    expect(sorted()).toHaveLength(1)
    await expect.element(table()).not.toHaveAttribute('aria-busy')
    expect(namesShown()).not.toEqual(unsorted)

    await click(sortButton('Last connection'))
    await expect.element(header('Last connection')).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(address).toBe('/devices?sort=-lastConnection&size=10')

    await click(sortButton('Last connection'))
    await expect.element(header('Last connection')).not.toHaveAttribute('aria-sort')
    await expect.poll(address).toBe('/devices?size=10')
    await expect.poll(namesShown).toEqual(unsorted)
  })

  test('takes a second key by Shift, which is told by its number and goes to page 1', async () => {
    const { address } = renderConsole({ path: '/devices?sort=status&page=4&size=10' })
    await listIsThere()
    await user.keyboard('{Shift>}')
    await click(sortButton('Name'))
    await user.keyboard('{/Shift}')
    await expect.poll(address).toBe('/devices?sort=status,name&size=10')
    await expect.element(header('Status')).toHaveAttribute('aria-sort', 'ascending')
    const second = table().getByRole('columnheader', { name: /^Name/ })
    await expect.element(second).toMatchTextContent('sort key 2, ascending')
    await expect.element(second).not.toHaveAttribute('aria-sort')
  })

  test('that the API refuses costs the order, not the data', async () => {
    renderConsole({ path: '/devices?sort=name&size=10', network: { sortFormat: 'colon' } })
    await listIsThere()
    await expect.element(page.getByText('The API rejected this sort order')).toBeVisible()
    await expect
      .element(page.getByText(/“Check connection” in the menu to see which sortFormat works/))
      .toBeVisible()
  })

  test('that the API spells otherwise is found out by itself', async () => {
    renderConsole({
      path: '/devices?sort=-name&size=10',
      network: { sortFormat: 'colon', fleetSize: 45 },
      config: { sortFormat: 'auto' },
    })
    await listIsThere()
    const shown = namesShown()
    const descending = shown.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? 1 : -1))
    expect(shown).toEqual(descending)
    await click(sortButton('Name'))
    await expect.poll(() => namesShown()[0]).not.toBe(shown[0])
    await expect.element(page.getByText(/sort order/)).not.toBeInTheDocument()
  })

  test('that the API passes over is told', async () => {
    renderConsole({
      path: '/devices?sort=-name&size=10',
      prepare: () => {
        const answer = globalThis.fetch
        globalThis.fetch = (input, init) =>
          answer(typeof input === 'string' ? input.replace('sort=-name&', '') : input, init)
      },
    })
    await listIsThere()
    await expect.element(page.getByText('The API ignored this sort order')).toBeVisible()
  })
})

describe('pages', () => {
  test('are links, told by position, the total and the last page', async () => {
    const { address } = renderConsole({
      path: '/devices?page=2&size=10',
      network: { fleetSize: 45 },
    })
    await listIsThere()
    await expect.element(page.getByText('11–20 of 45')).toBeVisible()
    const pagination = page.getByRole('navigation', { name: 'Pagination' })
    const hrefs = pagination
      .getByRole('link')
      .elements()
      .map((element) => [element.getAttribute('aria-label'), element.getAttribute('href')])
    expect(hrefs).toEqual([
      ['First page', '/devices?size=10'],
      ['Previous page', '/devices?size=10'],
      ['Next page', '/devices?page=3&size=10'],
      ['Last page', '/devices?page=5&size=10'],
    ])
    await click(link('Last page'))
    await expect.element(page.getByText('41–45 of 45')).toBeVisible()
    await expect.poll(address).toBe('/devices?page=5&size=10')
    await expect.element(link('Next page')).toHaveAttribute('aria-disabled', 'true')
    await expect.element(link('Last page')).toHaveAttribute('aria-disabled', 'true')
    expect(link('Next page').element().getAttribute('href')).toBeNull()
  })

  test('are one line of a phone, and nothing where there is one', async () => {
    await atSize(390, 844)
    renderConsole({ path: '/devices?size=10', network: { fleetSize: 12 } })
    await listIsThere()
    const pagination = page.getByRole('navigation', { name: 'Pagination' })
    const top = (element: Element) => Math.round(element.getBoundingClientRect().bottom)
    const at = page.getByText('1–10 of 12').element()
    expect(Math.abs(top(at) - top(pagination.element()))).toBeLessThan(22)
    await click(link('Next page'))
    await expect.element(page.getByText('11–12 of 12')).toBeVisible()
    await fill(page.getByRole('combobox', { name: 'Search devices' }), 'ana-mac')
    await expect.element(page.getByText(/^1–\d of \d$/)).toBeVisible()
    await expect.element(pagination).not.toBeInTheDocument()
  })

  test('keep their place while the next one is on its way', async () => {
    const { network } = renderConsole()
    await listIsThere()
    const before = namesShown()
    const { release } = holdAnswers(network, isRead)
    await click(link('Last page'))
    await expect.element(table()).toHaveAttribute('aria-busy', 'true')
    expect(namesShown()).toEqual(before)
    release()
    await expect.element(page.getByText('591–600 of 600')).toBeVisible()
    expect(namesShown()).not.toEqual(before)
  })

  test('change with the size, from the first on', async () => {
    const { address } = renderConsole({ path: '/devices?page=3&size=10' })
    await listIsThere()
    const size = page.getByRole('combobox', { name: 'Rows per page' })
    expect((size.element() as HTMLSelectElement).textContent).toBe('102550100')
    await size.selectOptions('50')
    await expect.element(page.getByText('1–50 of 600')).toBeVisible()
    await expect.poll(address).toBe('/devices?size=50')
  })

  test('can be gone to by number, the last one at most', async () => {
    const { address } = renderConsole({ network: { fleetSize: 45 } })
    await listIsThere()
    await fill(page.getByRole('spinbutton', { name: 'Go to page' }), '4')
    await user.keyboard('{Enter}')
    await expect.element(page.getByText('31–40 of 45')).toBeVisible()
    await expect.poll(address).toBe('/devices?page=4&size=10')
    await fill(page.getByRole('spinbutton', { name: 'Go to page' }), '99')
    await user.keyboard('{Enter}')
    await expect.element(page.getByText('41–45 of 45')).toBeVisible()
    await expect.poll(address).toBe('/devices?page=5&size=10')
  })

  test('past the end lead to the last one', async () => {
    const { address } = renderConsole({
      path: '/devices?page=99&size=10',
      network: { fleetSize: 45 },
    })
    await expect.element(page.getByText('41–45 of 45')).toBeVisible()
    await expect.poll(address).toBe('/devices?page=5&size=10')
  })

  test('of an address with nonsense in it are the first, and the address is cleaned', async () => {
    const { address } = renderConsole({ path: '/devices?page=-3&size=11&sort=owner&nonsense=x' })
    await listIsThere()
    await expect.poll(address).toBe('/devices')
  })
})

describe('when things are not as they should be', () => {
  test('a fleet without devices says how one gets there', async () => {
    renderConsole({ network: { fleetSize: 0 } })
    await expect.element(page.getByText('No devices yet')).toBeVisible()
    expect(table().query()).toBeNull()
    expect(page.getByRole('navigation', { name: 'Pagination' }).query()).toBeNull()
  })

  test('an empty answer without a count is a fleet without devices, too', async () => {
    renderConsole({
      prepare: () => {
        globalThis.fetch = () => Promise.resolve(Response.json({ data: [] }))
      },
    })
    await expect.element(page.getByText('No devices yet')).toBeVisible()
  })

  test('a list that cannot be read says why, and comes back by a retry', async () => {
    const { network } = renderConsole({ network: { fault: 'server-error' } })
    const alert = page.getByRole('alert')
    await expect.element(alert).toMatchTextContent(/^Server error \(500\)/)
    await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent('Devices')
    setNetwork(network, { fault: undefined })
    await click(alert.getByRole('button', { name: 'Try again' }))
    await listIsThere()
    expect(alert.query()).toBeNull()
  })

  test('a refresh that fails keeps the rows and says how old they are', async () => {
    const { network } = renderConsole()
    await listIsThere()
    const before = namesShown()
    setNetwork(network, { fault: 'forbidden' })
    await click(page.getByRole('button', { name: 'Refresh' }))
    const alert = page.getByRole('alert')
    await expect.element(alert).toMatchTextContent(/^This key doesn’t have permission to do that/)
    await expect.element(alert).toMatchTextContent(/Showing data from \d\d:\d\d:\d\d\./)
    expect(namesShown()).toEqual(before)
    setNetwork(network, { fault: undefined })
    await click(alert.getByRole('button', { name: 'Try again' }))
    await expect.poll(() => alert.query()).toBeNull()
  })

  test('a refresh while the whole list is still to come reads that list alone', async () => {
    const { network } = renderConsole({ path: '/devices?q=status:offline' })
    await expect.element(page.getByText(/^\d+ devices match$/)).toBeVisible()
    await expect.element(page.getByText(/^All [\d,]+ devices · updated/)).toBeVisible()
    const offsets = new Set<string | null>()
    const gate = Promise.withResolvers<void>()
    network.intercept(async ({ request }) => {
      offsets.add(new URL(request.url).searchParams.get('offset'))
      await gate.promise
      return undefined
    })
    const views = page.getByRole('navigation', { name: 'Views' })
    const all = views.getByRole('link', { name: /^All/ }).first()
    await click(all)
    await expect.element(all).toHaveAttribute('aria-current')
    await click(page.getByRole('button', { name: 'Refresh' }))
    gate.resolve()
    await expect.element(page.getByText('1–25 of 600')).toBeVisible()
    // And the next page, ahead.
    await expect.poll(() => [...offsets]).toEqual(['0', '25'])
  })

  test('a 401 asks for the key in place, and leads back to the very same page', async () => {
    const { network, address } = renderConsole({ path: '/devices?sort=-name&page=3&size=10' })
    await listIsThere()
    const before = namesShown()
    setNetwork(network, { keyRevoked: true })
    await click(page.getByRole('button', { name: 'Refresh' }))
    await expect.element(page.getByRole('heading', { level: 1, name: 'Connect' })).toBeVisible()
    await expect.element(page.getByText(/The API no longer accepts this key/)).toBeVisible()
    await fill(page.getByLabelText('API key'), 'demo-key')
    await user.keyboard('{Enter}')
    await listIsThere()
    await expect.poll(address).toBe('/devices?sort=-name&page=3&size=10')
    expect(namesShown()).toEqual(before)
  })

  test('rows gone elsewhere stay until the person lets the list move', async () => {
    const { network, readAgainByItself } = renderConsole()
    await listIsThere()
    const before = namesShown()
    network.backend.remove(network.backend.list([], 10, 0).data[2]?.id ?? '')
    await readAgainByItself()
    await expect.element(page.getByText('The list has changed since it was shown.')).toBeVisible()
    expect(namesShown()).toEqual(before)
    await click(page.getByRole('button', { name: 'Show changes' }))
    await expect.poll(namesShown).not.toContain('lost-laptop-01')
    expect(namesShown()).toHaveLength(10)
  })

  test('rows come by themselves where none were shown', async () => {
    let isEmpty = true
    const { readAgainByItself } = renderConsole({
      prepare: () => {
        const answer = globalThis.fetch
        globalThis.fetch = async (input, init) => {
          const response = await answer(input, init)
          if (!isEmpty) return response
          const body = (await response.json()) as object
          return Response.json({ ...body, data: [], total: 0, hasNext: false })
        }
      },
    })
    await expect.element(page.getByText('No devices yet')).toBeVisible()
    isEmpty = false
    await readAgainByItself()
    await listIsThere()
    expect(namesShown()).toHaveLength(10)
    expect(page.getByText('The list has changed since it was shown.').query()).toBeNull()
  })

  test('a row that only changed elsewhere changes in place', async () => {
    const { network, readAgainByItself } = renderConsole()
    await listIsThere()
    network.backend.deactivate(network.backend.list([], 10, 0).data[2]?.id ?? '')
    await readAgainByItself()
    await expect.poll(() => cellText('lost-laptop-01', 'Status')).toBe('Deactivated')
    expect(page.getByText('The list has changed since it was shown.').query()).toBeNull()
  })

  test('unreadable rows are counted, and the others shown', async () => {
    renderConsole({
      prepare: () => {
        const answer = globalThis.fetch
        globalThis.fetch = async (input, init) => {
          const body = (await (await answer(input, init)).json()) as { data: unknown[] }
          return Response.json({ ...body, data: [{ name: 'no id' }, null, ...body.data.slice(2)] })
        }
      },
    })
    await expect.element(page.getByText('2 devices on this page could not be read')).toBeVisible()
    expect(namesShown()).toHaveLength(8)
  })
})

describe('by itself', () => {
  const backgroundReadMs = 30_000

  test('the list reads again every 30 s', async () => {
    takeClock()
    const { network } = renderConsole()
    await listIsThere()
    network.backend.deactivate(network.backend.list([], 10, 0).data[2]?.id ?? '')
    await pass(backgroundReadMs + 1_000)
    await expect.poll(() => cellText('lost-laptop-01', 'Status')).toBe('Deactivated')
  })

  test('nothing is read again under a dialog, and everything afterwards', async () => {
    takeClock()
    // A single page, as the next one would be read ahead at a time of the browser's choice.
    const { network } = renderConsole({ network: { fleetSize: 10 } })
    await listIsThere()
    await click(rowAction('Deactivate', 'lost-laptop-01'))
    await isReady()
    const reads = network.reads()
    await pass(5 * 60_000)
    await expect.element(dialog()).toBeVisible()
    expect(network.reads()).toBe(reads)

    await click(dialog().getByRole('button', { name: 'Cancel' }))
    await pass(backgroundReadMs + 1_000)
    expect(network.reads()).toBeGreaterThan(reads)
  })

  test('a wait of more than 3 s is announced', async () => {
    takeClock()
    const { network } = renderConsole()
    await listIsThere()
    setNetwork(network, { fault: 'hang' })
    await click(page.getByRole('button', { name: 'Refresh' }))
    await pass(3_500)
    await expect.element(page.getByText('Still waiting for the API…')).toBeVisible()
  })
})

test('a server with smaller pages neither skips nor repeats a device', async () => {
  const { network } = renderConsole({ path: '/devices', network: { fault: 'limit-lowered' } })
  const seen: string[] = []
  for (const rows of ['1–7', '8–14', '15–21']) {
    await expect.element(page.getByText(`${rows} of 600`, { exact: true })).toBeVisible()
    seen.push(...namesShown())
    await click(link('Next page'))
  }
  expect(seen).toEqual(network.backend.list([], 21, 0).data.map(({ name }) => name))
})
