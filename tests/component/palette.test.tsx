import { page } from 'vitest/browser'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readsEveryFleet } from '../../src/fleet/reading-cost.ts'
import { everyDevice } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { changes, click, dialog, listIsThere, renderConsole, setNetwork, user } from './support.tsx'

/** Vitest's own second is too short on a busy machine; passing costs no time. */

const palette = () => page.getByRole('dialog', { name: 'Search everything' })
const field = () => palette().getByRole('combobox', { name: 'Search everything' })
const options = () => palette().getByRole('option')
const isRead = () =>
  expect.element(palette().getByText(/^All 1,248 devices · updated/)).toBeVisible()

/** Opens the palette by its keys. */
async function openPalette(): Promise<void> {
  await expect.element(page.getByRole('button', { name: 'Search everything' })).toBeVisible()
  await user.keyboard('{Control>}k{/Control}')
  await expect.element(field()).toHaveFocus()
}

describe('the palette', () => {
  test('opens a device by its name from any page', async () => {
    const { address, network } = renderConsole({ path: '/activity' })
    const device = everyDevice(network).find(({ name }) => name === 'lost-laptop-01')
    await openPalette()
    await user.keyboard('lost-laptop-01{Enter}')
    await expect.poll(address).toBe(`/devices/${device?.id}`)
    await expect
      .element(page.getByRole('heading', { level: 1, name: 'lost-laptop-01' }))
      .toBeVisible()
  })

  test('waits for the devices before it takes a name for an ID', async () => {
    const { address, network } = renderConsole({ path: '/activity' })
    setNetwork(network, { latencyMs: 300 })
    const device = everyDevice(network).find(({ name }) => name === 'lost-laptop-01')
    await openPalette()
    await user.keyboard('lost-laptop-01{Enter}')
    await expect.element(palette().getByText('Searching…')).toBeInTheDocument()
    expect(address()).toBe('/activity')
    await expect.poll(address).toBe(`/devices/${device?.id}`)
  })

  test('lists the device of exactly this hardware ID first, and says how many it found', async () => {
    const { network } = renderConsole()
    const device = everyDevice(network).find(({ name }) => name === 'lost-laptop-01')
    await openPalette()
    await isRead()
    await user.keyboard(String(device?.hardwareId))
    await expect.element(palette().getByText(/^\d+ results?/)).toBeInTheDocument()
    const [first] = options().elements()
    expect(first?.textContent).toContain('lost-laptop-01')
    expect(first?.getAttribute('aria-selected')).toBe('true')
    expect(field().element().getAttribute('aria-activedescendant')).toBe(first?.id)
  })

  test('opens an exact ID that the snapshot does not hold', async () => {
    const { address } = renderConsole({ path: '/activity' })
    const id = '00000000-0000-4000-8000-000000000000'
    await openPalette()
    await isRead()
    await user.keyboard(id)
    await expect.element(options().first()).toMatchTextContent(`Open device ${id}`)
    await user.keyboard('{Enter}')
    await expect.poll(address).toBe(`/devices/${id}`)
  })

  test('finds pages and saved views, and moves through them by the arrows', async () => {
    const { address } = renderConsole()
    await listIsThere()
    await openPalette()
    await user.keyboard('clean')
    await expect.element(options().first()).toMatchTextContent('Clean up')
    await user.keyboard('{Backspace}{Backspace}{Backspace}{Backspace}{Backspace}never')
    await expect.element(options().first()).toMatchTextContent('Never connected')
    await user.keyboard('{ArrowDown}{ArrowUp}{Enter}')
    await expect.poll(address).toContain('q=seen:never')
  })

  test('opens the confirmation of an action on the device in sight, and sends nothing', async () => {
    const { network } = renderConsole()
    await listIsThere()
    await click(page.getByRole('link', { name: 'lost-laptop-01' }))
    await expect
      .element(page.getByRole('heading', { level: 1, name: 'lost-laptop-01' }))
      .toBeVisible()
    await openPalette()
    await user.keyboard('remove{Enter}')
    await expect.element(dialog()).toMatchTextContent('lost-laptop-01')
    expect(changes(network, 'remove')).toHaveLength(0)
  })

  test('begins with the actions on the device whose row has the focus, the first one announced', async () => {
    renderConsole()
    await listIsThere()
    page.getByRole('link', { name: 'lost-laptop-01' }).element().focus()
    await openPalette()
    const first = options().first()
    await expect.element(first).toMatchTextContent('Deactivate lost-laptop-01…')
    const active = () => field().element().getAttribute('aria-activedescendant')
    expect(active()).toBe(first.element().id)
    await isRead()
    await expectAccessible()
    // From the first entry, the arrow leads around to the last one.
    await user.keyboard('{ArrowUp}')
    expect(active()).toBe(options().last().element().id)
    await user.keyboard('{ArrowDown}{Enter}')
    await expect.element(dialog()).toMatchTextContent('lost-laptop-01')
  })

  test('keeps a key out of the address', async () => {
    const { address } = renderConsole({ path: '/activity' })
    await openPalette()
    await isRead()
    await user.keyboard('demo-key{Enter}')
    await expect.element(page.getByText(/looked like an API key/).first()).toBeInTheDocument()
    expect(address()).toBe('/activity')
  })

  test('closes by Escape, and returns the focus', async () => {
    renderConsole()
    await listIsThere()
    const button = page.getByRole('button', { name: 'Search everything' })
    await click(button)
    await expect.element(field()).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(palette().query()).toBeNull()
    await expect.element(button).toHaveFocus()
  })
})

describe('the palette over a large fleet', () => {
  const network = { fleetSize: 2_100 }
  const unread = () => palette().getByText(/^2,100 devices aren’t loaded yet/)

  test('reads only its size until asked, and then finds a device by the name typed before', async () => {
    const { address, network: api } = renderConsole({ path: '/activity', network })
    await openPalette()
    await expect.element(unread()).toBeVisible()
    // Strict mode mounts twice.
    expect(api.reads()).toBeLessThanOrEqual(2)
    await user.keyboard('ana-macbook-pro-14')
    const offer = options().first()
    await expect
      .element(offer)
      .toMatchTextContent(/^Read all 2,100 devices ?about 24 requests, \d+ s/)
    expect(field().element().getAttribute('aria-activedescendant')).toBe(offer.element().id)
    await expectAccessible()
    await user.keyboard('{Enter}')
    await expect.element(options().first()).toMatchTextContent(/^ana-macbook-pro-14/)
    await user.keyboard('{Enter}')
    await expect
      .element(page.getByRole('heading', { level: 1, name: 'ana-macbook-pro-14' }))
      .toBeVisible()
    expect(address()).toMatch(/^\/devices\//)
  })

  test('opens pages and exact IDs without reading it', async () => {
    const { address, network: api } = renderConsole({ path: '/activity', network })
    const id = String(everyDevice(api)[0]?.id)
    await openPalette()
    await expect.element(unread()).toBeVisible()
    await user.keyboard(`${id}{Enter}`)
    await expect.poll(address).toBe(`/devices/${id}`)
    await openPalette()
    await expect.element(unread()).toBeVisible()
    await user.keyboard('clean{Enter}')
    await expect.poll(address).toBe('/clean-up')
  })

  test('reads it at once where that was chosen', async () => {
    readsEveryFleet.set(true)
    onTestFinished(() => readsEveryFleet.set(false))
    renderConsole({ path: '/activity', network })
    await openPalette()
    await expect.element(palette().getByText(/^All 2,100 devices · updated/)).toBeVisible()
  })

  test('that may lack devices says so in one line', async () => {
    renderConsole({
      path: '/activity',
      prepare: (api) =>
        api.intercept(({ request, next }) => {
          const offset = Number(new URL(request.url).searchParams.get('offset'))
          return next(request).then(async (answer) => {
            const body = (await answer.json()) as { total: number }
            return Response.json({ ...body, total: body.total + (offset > 500 ? 3 : 0) })
          })
        }),
    })
    await openPalette()
    await expect
      .element(palette().getByText(/^Incomplete: up to \d+ devices? may be missing$/))
      .toBeVisible()
  })

  test('of too many devices says so, and still opens an exact ID', async () => {
    const { address } = renderConsole({ path: '/activity', network: { fleetSize: 300_000 } })
    const id = '00000000-0000-4000-8000-000000000000'
    await openPalette()
    await expect.element(palette().getByText('Too many devices to search')).toBeVisible()
    await user.keyboard(`${id}{Enter}`)
    await expect.poll(address).toBe(`/devices/${id}`)
  })

  test('says why nothing is known of it, and tries again', async () => {
    const { network: api } = renderConsole({
      path: '/activity',
      network: { ...network, fault: 'server-error', faultOn: 'reads' },
    })
    await openPalette()
    await expect.element(palette().getByRole('alert')).toBeVisible()
    setNetwork(api, { fault: undefined })
    await click(palette().getByRole('button', { name: 'Try again' }))
    await expect.element(unread()).toBeVisible()
  })
})
