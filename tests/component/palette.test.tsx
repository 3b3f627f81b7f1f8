import { page } from 'vitest/browser'
import { describe, expect, test } from 'vitest'
import { navigation } from '../../src/lib/navigation.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import { everyDevice, filesSaved } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { holdPages } from './held-pages.ts'
import {
  changes,
  click,
  dialog,
  fill,
  listIsThere,
  renderConsole,
  setNetwork,
  user,
  tooLarge,
} from './support.tsx'

/** Vitest's own second is too short on a busy machine; passing costs no time. */

const palette = () => page.getByRole('dialog', { name: 'Search everything' })
const field = () => palette().getByRole('combobox', { name: 'Search everything' })
const options = () => palette().getByRole('option')
const isRead = () => expect.element(palette().getByText(/^All 600 devices · updated/)).toBeVisible()

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

  test('saves what the list shows, or everything, to a file', async () => {
    const files = filesSaved()
    renderConsole({ path: '/devices?q=status:offline' })
    await expect.element(page.getByText(/^\d+ devices match$/)).toBeVisible()
    await openPalette()
    await user.keyboard('export{Enter}')
    await expect.poll(() => files.length).toBe(1)
    expect(files[0]?.name).toMatch(/^devices_status-offline_.*\.csv$/)
    await openPalette()
    await user.keyboard('export all{Enter}')
    await expect.poll(() => files.length).toBe(2)
    expect(files[1]?.name).toMatch(/^devices_all_complete-600_.*\.csv$/)
  })

  test('saves what plain words name to a file, besides the views', async () => {
    const files = filesSaved()
    renderConsole({ path: '/activity' })
    await openPalette()
    await isRead()
    await user.keyboard('export offline')
    const offline = options().first()
    await expect.element(offline).toMatchTextContent('Export “Status: Offline” to CSV')
    await expect.element(offline).toMatchTextContent(/\d+ devices/)
    const count = /(\d+) devices/.exec(offline.element().textContent)?.[1]
    await user.keyboard('{Enter}')
    await expect.poll(() => files.length).toBe(1)
    expect(files[0]?.name).toMatch(/^devices_status-offline_.*\.csv$/)
    await expect.element(page.getByText(`Exported ${count} devices`).first()).toBeVisible()
    // Nothing that means no filter is offered.
    await openPalette()
    await user.keyboard('export lost offline')
    await expect.element(palette().getByText('Nothing found')).toBeInTheDocument()
  })

  test('searches the list of devices for the text, filters and e-mail addresses included', async () => {
    const { address } = renderConsole({ path: '/activity' })
    await openPalette()
    await isRead()
    await user.keyboard('status:offline')
    await expect.element(options().last()).toMatchTextContent('Search devices for “status:offline”')
    await user.keyboard('{ArrowUp}{Enter}')
    await expect.poll(address).toBe('/devices?q=status:offline')
    await openPalette()
    await user.keyboard('ana.kovacevic@harbor')
    await expect.element(options().last()).toMatchTextContent(/^Search devices for/)
    await user.keyboard('{ArrowUp}{Enter}')
    await expect.element(page.getByText(/^\d+ devices? match/)).toBeVisible()
    expect(address()).not.toContain('ana')
  })

  test('opens the page of stale devices where not all devices are loaded', async () => {
    const { address, network } = renderConsole({ path: '/activity' })
    const { release } = holdPages(network, { from: 0 })
    await openPalette()
    await user.keyboard('deactivate stale{Enter}')
    await expect.poll(address).toBe('/clean-up')
    release()
  })

  test('offboards a person by name, once all of their devices are known', async () => {
    const { network } = renderConsole({ path: '/activity' })
    await openPalette()
    await user.keyboard('offboard ana kovacevic{Enter}')
    await expect
      .element(page.getByRole('alertdialog'))
      .toHaveAccessibleName(/^Offboard Ana Kovačević\?/)
    await expect.element(page.getByRole('alertdialog')).toMatchTextContent('ana-workshop-pc')
    expect(changes(network, 'deactivate')).toHaveLength(0)
  })

  test('waits for the devices before it takes a name for an ID', async () => {
    const { address, network } = renderConsole({ path: '/activity' })
    const { release } = holdPages(network, { from: 0 })
    const device = everyDevice(network).find(({ name }) => name === 'lost-laptop-01')
    await openPalette()
    await user.keyboard('lost-laptop-01{Enter}')
    await expect.element(palette().getByText(/^The best match opens once/)).toBeInTheDocument()
    await expect.poll(address).toBe('/activity')
    release()
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

  test('finds the action that is typed with the name of a device, and opens its confirmation', async () => {
    const { network } = renderConsole({ path: '/activity' })
    await openPalette()
    await isRead()
    await user.keyboard('deact lost-laptop-01')
    const action = palette().getByRole('group', { name: 'Actions' }).getByRole('option').first()
    await expect.element(action).toMatchTextContent('Deactivate lost-laptop-01…')
    await expect.element(action).toMatchTextContent('Offline')
    await user.keyboard('{Enter}')
    await expect.element(dialog()).toMatchTextContent('lost-laptop-01')
    expect(changes(network, 'deactivate')).toHaveLength(0)
  })

  test('offers no action where the console is read-only', async () => {
    renderConsole({ config: { readOnly: true } })
    await listIsThere()
    page.getByRole('link', { name: 'lost-laptop-01' }).element().focus()
    await user.keyboard('x')
    await openPalette()
    await isRead()
    const changing = palette().getByRole('option', { name: /^(Deactivate|Remove|Offboard) / })
    await expect.element(options().first()).toMatchTextContent('Export all devices')
    expect(changing.elements()).toEqual([])
    for (const text of ['deactivate lost', 'offboard ana']) {
      await fill(field(), text)
      await expect.element(palette().getByText(/^(Nothing found|\d+ results?)/)).toBeInTheDocument()
      expect(changing.elements()).toEqual([])
    }
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
    await expect.poll(address).toBe('/activity')
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

describe('Enter in the palette', () => {
  /** The first pages have a device that each text names in part, and the last ones the device meant. */
  const rows = (device: Record<string, unknown>, place: number) => {
    const names: Record<number, object> = {
      20: { name: 'old-kiosk-9', hardwareId: 'MAC-00112233445566' },
      30: { name: 'Reception 2', hardwareId: 'serial 4711-B' },
      1_000: { name: 'kiosk-9', hardwareId: 'MAC-001122334455' },
      1_001: { name: 'reception', hardwareId: 'serial 4711' },
    }
    return { ...device, ...names[place] }
  }
  /** Texts that a device of the first pages matches in part: by name, by hardware ID, by owner. */
  const guesses = ['kiosk-9', 'reception', 'MAC-001122334455', 'serial 4711', 'kovacevic']
  const waits = 'Enter opens the best match once all devices are loaded.'

  const open = () => {
    const rendered = renderConsole({ path: '/activity', network: { fleetSize: 2_100 } })
    return { ...rendered, held: holdPages(rendered.network, { row: rows }) }
  }
  const isAt = (count: string) =>
    expect
      .element(palette().getByText(`Loading devices: ${count} of 2,100`, { exact: true }))
      .toBeVisible()
  /** Moves the pointer over an element, as a hand does: by more than one event. */
  const moveOver = (target: Element) =>
    user.pointer([10, 20, 30].map((x) => ({ target, coords: { x, y: 40 } })))
  const idOf = (network: MockNetwork, place: number) => everyDevice(network)[place]?.id ?? ''

  test('waits for the device meant, and says so, while the best match is a guess', async () => {
    const { network, address, held } = open()
    await openPalette()
    await isAt('575')
    for (const text of guesses) {
      await fill(field(), text)
      await expect.element(palette().getByText(waits, { exact: true })).toBeVisible()
      // The number of loaded devices is on the screen once.
      expect(
        palette()
          .getByText(/\b575\b/)
          .elements(),
      ).toHaveLength(1)
      await expect.element(options().first()).toBeVisible()
      await user.keyboard('{Enter}')
      await expect
        .element(palette().getByText('The best match opens once all devices are loaded.'))
        .toBeVisible()
      await expect.poll(address).toBe('/activity')
    }
    // The pointer moves over a result by chance, before Enter and while it waits.
    await fill(field(), 'kiosk-9')
    await expect.element(options().first()).toMatchTextContent(/^old-kiosk-9/)
    await moveOver(options().first().element())
    await user.keyboard('{Enter}')
    await moveOver(options().first().element())
    await expect.poll(address).toBe('/activity')
    await expectAccessible()
    held.release()
    await expect.poll(address).toBe(`/devices/${idOf(network, 1_000)}`)
  })

  test('opens the best match where results come under a pointer that rests', async () => {
    const { network, address, held } = open()
    held.release()
    await openPalette()
    await expect.element(palette().getByText(/^All 2,100 devices · updated/)).toBeVisible()
    await user.keyboard('kiosk')
    await expect.element(options().nth(1)).toBeVisible()
    // A browser tells of a move, too, when something else comes to lie under a pointer at rest.
    await user.pointer({ target: options().nth(1).element(), coords: { x: 40, y: 40 } })
    await fill(field(), 'kiosk-9')
    await expect.element(options().first()).toMatchTextContent(/^kiosk-9/)
    await user.pointer({ target: options().nth(1).element(), coords: { x: 40, y: 40 } })
    await user.keyboard('{Enter}')
    await expect.poll(address).toBe(`/devices/${idOf(network, 1_000)}`)
  })

  test('opens what is named exactly, or was selected, at once', async () => {
    const { network, address } = open()
    for (const text of ['OLD-KIOSK-9', 'mac-00112233445566', idOf(network, 20)]) {
      await openPalette()
      await isAt('575')
      await user.keyboard(`${text}{Enter}`)
      await expect.poll(address).toBe(`/devices/${idOf(network, 20)}`)
      void navigation().navigate('/activity')
      await expect.poll(address).toBe('/activity')
    }
    await openPalette()
    await user.keyboard('kiosk-9')
    await expect.element(options().first()).toMatchTextContent('old-kiosk-9')
    await user.keyboard('{ArrowDown}{ArrowUp}{Enter}')
    await expect.poll(address).toBe(`/devices/${idOf(network, 20)}`)
  })

  test.each(['stopped', 'failed'])('opens no guess after loading was %s', async (how) => {
    const { network, address, held } = open()
    await openPalette()
    await isAt('575')
    await user.keyboard('kiosk-9{Enter}')
    if (how === 'failed') {
      network.intercept(() => Response.json({ message: 'broken' }, { status: 400 }))
      held.release()
      await expect.element(palette().getByText(/^The API rejected the request/)).toBeVisible()
    } else {
      await click(palette().getByRole('button', { name: 'Stop' }))
      await expect.element(palette().getByText('Stopped at 575 of 2,100 devices')).toBeVisible()
      ;(field().element() as HTMLElement).focus()
    }
    await expect
      .element(palette().getByText(/Select a result with the arrow keys\.$/))
      .toBeVisible()
    await user.keyboard('{Enter}')
    await expect.poll(address).toBe('/activity')
    await expectAccessible()
    await user.keyboard('{ArrowDown}{ArrowUp}{Enter}')
    await expect.poll(address).toBe(`/devices/${idOf(network, 20)}`)
  })
})

describe('the palette over a large fleet', () => {
  test('loads it by itself, with cost and Stop, and opens pages and exact IDs meanwhile', async () => {
    const { address, network: api } = renderConsole({
      path: '/activity',
      network: { fleetSize: 2_100 },
      prepare: (network) => holdPages(network),
    })
    const id = String(everyDevice(api).at(-1)?.id)
    await openPalette()
    await expect
      .element(palette().getByText('Loading devices: 575 of 2,100', { exact: true }))
      .toBeVisible()
    await expect.element(palette().getByText(/^about \d+ more requests, \d+ s$/)).toBeVisible()
    await expect.element(palette().getByRole('button', { name: 'Stop' })).toBeVisible()
    await expectAccessible()
    await user.keyboard(`${id}{Enter}`)
    await expect.poll(address).toBe(`/devices/${id}`)
    await openPalette()
    await user.keyboard('clean{Enter}')
    await expect.poll(address).toBe('/clean-up')
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
    const { address } = renderConsole({ path: '/activity', ...tooLarge })
    const id = '00000000-0000-4000-8000-000000000000'
    await openPalette()
    await expect.element(palette().getByText('Too many devices to search')).toBeVisible()
    await user.keyboard(`${id}{Enter}`)
    await expect.poll(address).toBe(`/devices/${id}`)
  })

  test('says why nothing is known of it, and tries again', async () => {
    const { network: api } = renderConsole({
      path: '/activity',
      network: { fault: 'forbidden', faultOn: 'reads' },
    })
    await openPalette()
    await expect
      .element(palette().getByText('This key doesn’t have permission to do that'))
      .toBeVisible()
    setNetwork(api, { fault: undefined })
    await click(palette().getByRole('button', { name: 'Try again' }))
    await isRead()
  })
})
