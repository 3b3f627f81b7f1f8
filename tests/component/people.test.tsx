import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { actButton, atSize, filesSaved, filterMenu, openFilter } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { holdPages, type Held } from './held-pages.ts'
import { createMockNetwork, type MockNetwork } from '../../src/mock/network.ts'
import {
  changes,
  click,
  dialog,
  fill,
  fleetSize,
  listIsThere,
  renderConsole,
  setNetwork,
  user,
  type RenderedConsole,
  tooLarge,
} from './support.tsx'

const heading = (name: string) => page.getByRole('heading', { level: 1, name })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const box = (name: string) => page.getByRole('checkbox', { name, exact: true })
const rows = () => page.getByRole('table').getByRole('rowheader')
const anasDevices = [
  'ana-macbook-pro-14',
  'Ana’s iPad',
  'ana-workshop-pc',
  'Ana’s Pixel 9',
  'ana-mac-mini',
]

const raw = (network: MockNetwork) => network.backend.list([], 100, 0).data
const ownerId = (network: MockNetwork, deviceName: string) =>
  raw(network).find(({ name }) => name === deviceName)?.user?.id ?? ''
const idsOf = (network: MockNetwork, names: readonly string[]) =>
  raw(network).flatMap(({ id, name }) => (names.includes(name) ? [id] : []))

/** Presses a button that waits for the fleet. */
async function press(name: string | RegExp): Promise<void> {
  await expect.element(button(name)).not.toHaveAttribute('aria-disabled')
  await click(button(name))
}

/** Opens the page of whoever owns a device of that name. */
function openOwner(
  deviceName = 'ana-macbook-pro-14',
  options: Parameters<typeof renderConsole>[0] = {},
): RenderedConsole {
  // The fleet is the same in each network.
  const twin = createMockNetwork({ baseUrl: 'https://twin.test', fleetSize })
  return renderConsole({ path: `/people/${ownerId(twin, deviceName)}`, ...options })
}

describe('the page of a person', () => {
  test('is one click away from a device, and says who it is and what they have', async () => {
    const { address, network } = renderConsole()
    await listIsThere()
    await click(page.getByRole('link', { name: 'ana-macbook-pro-14', exact: true }))
    await click(page.getByRole('link', { name: 'Ana Kovačević' }).first())
    await expect.element(heading('Ana Kovačević')).toBeVisible()
    await expect.poll(address).toBe(`/people/${ownerId(network, 'ana-macbook-pro-14')}`)
    await expect.element(page.getByText('ana.kovacevic@harbor.example')).toBeVisible()
    await expect.element(button('Copy e-mail address')).toBeVisible()
    await expect.element(button('Copy user ID')).toBeVisible()
    await expect.element(rows().nth(4)).toBeVisible()
    const names = rows().elements()
    expect(names.map((cell) => cell.querySelector('a')?.textContent)).toEqual(anasDevices)
    await expect.element(page.getByText(/All 600 devices · updated/)).toBeVisible()
    expect(document.title).toBe('Ana Kovačević · Device console')
  })

  test('warns at the limit, and says what frees a slot and where the limit comes from', async () => {
    openOwner()
    await expect.element(page.getByText('Device limit reached: 5 of 5 devices')).toBeVisible()
    await expect
      .element(page.getByText(/Removing a device frees its slot; deactivating/))
      .toBeVisible()
    await expect.element(page.getByText(/the API doesn’t report it/)).toBeVisible()
  })

  test('goes by the configured limit', async () => {
    openOwner('ana-macbook-pro-14', { config: { ownerDeviceLimit: 4 } })
    await expect.element(page.getByText('Over the device limit: 5 of 4 devices')).toBeVisible()
  })

  test('offboards in one step, and says that the account is elsewhere', async () => {
    const { network } = openOwner()
    await press('Offboard…')
    await expect
      .element(dialog())
      .toHaveAccessibleName('Offboard Ana Kovačević? 4 devices will be deactivated')
    // All devices are hers, so their lines don't say so.
    await expect.element(dialog()).toMatchTextContent('Owner Ana Kovačević · ana.kovacevic@')
    await expect.element(dialog().getByRole('list').first()).not.toMatchTextContent('Kovačević')
    await click(dialog().getByRole('button', { name: /^Deactivate/ }))
    await expect.poll(() => changes(network, 'deactivate')).toHaveLength(4)
    expect(
      changes(network, 'deactivate')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(idsOf(network, anasDevices.slice(0, 4)).toSorted())
    await expect.element(button('Offboard…')).toHaveAccessibleDescription('Already deactivated')
    await expect.element(page.getByText(/This doesn’t close the account/)).toBeVisible()
    // Deactivated devices keep their slots.
    await expect.element(page.getByText('Device limit reached: 5 of 5 devices')).toBeVisible()
  })

  test('acts on those that are selected, and on no other', async () => {
    const { network } = openOwner()
    await click(box('Select ana-workshop-pc'))
    await click(box('Select ana-mac-mini'))
    await expect.element(page.getByText('2 of 5', { exact: true })).toBeVisible()
    await press('Remove 2 devices')
    await click(dialog().getByRole('button', { name: 'Remove 2 devices' }))
    await expect.poll(() => changes(network, 'remove')).toHaveLength(2)
    await expect.element(rows().nth(3)).not.toBeInTheDocument()
    const left = rows()
      .elements()
      .map((cell) => cell.querySelector('a')?.textContent)
    expect(left).toEqual(['ana-macbook-pro-14', 'Ana’s iPad', 'Ana’s Pixel 9'])
    await expect.element(page.getByText('3 of 5 devices count against the limit')).toBeVisible()
  })

  test('keeps what was selected while one of the devices is looked at', async () => {
    openOwner()
    await click(box('Select Ana’s iPad'))
    await expect.element(page.getByText('1 of 5', { exact: true })).toBeVisible()
    await click(page.getByRole('link', { name: 'ana-workshop-pc' }))
    await expect.element(heading('ana-workshop-pc')).toBeVisible()
    await click(page.getByRole('link', { name: 'Ana Kovačević' }).first())
    await expect.element(heading('Ana Kovačević')).toBeVisible()
    await expect.element(box('Select Ana’s iPad')).toBeChecked()
    await expect.element(page.getByText('1 of 5', { exact: true })).toBeVisible()
  })

  test('removes a single one from its row, and gives the focus to its neighbour', async () => {
    const { network } = openOwner()
    await press('Remove ana-workshop-pc')
    await expect.element(dialog()).toHaveAccessibleName('Remove ana-workshop-pc?')
    await press('Remove device')
    await expect.poll(() => changes(network, 'remove')).toHaveLength(1)
    await expect
      .element(page.getByRole('link', { name: 'ana-workshop-pc' }))
      .not.toBeInTheDocument()
    await expect.element(page.getByRole('link', { name: 'Ana’s Pixel 9' })).toHaveFocus()
  })

  test('leads by the key of actions to the one that is possible', async () => {
    openOwner()
    await expect.element(button('Offboard…')).not.toHaveAttribute('aria-disabled', 'true')
    await expect.element(button('Deactivate')).toHaveAttribute('aria-disabled', 'true')
    await user.keyboard('a')
    await expect.element(button('Offboard…')).toHaveFocus()
    await click(box('Select Ana’s iPad'))
    await expect.element(button('Deactivate 1 device')).toBeVisible()
    await user.keyboard('a')
    await expect.element(button('Deactivate 1 device')).toHaveFocus()
  })

  test('stays when the last device is gone', async () => {
    const { network } = openOwner('suharto-laptop')
    await expect.element(heading('Suharto')).toBeVisible()
    await click(box('Select all 3'))
    await press('Remove all 3 devices')
    await fill(dialog().getByRole('textbox'), 'remove 3')
    await click(dialog().getByRole('button', { name: 'Remove 3 devices' }))
    await expect.poll(() => changes(network, 'remove')).toHaveLength(3)
    await expect.element(page.getByText('No devices left')).toBeVisible()
    await expect.element(heading('Suharto')).toHaveFocus()
    await expect.element(heading('Suharto')).toBeVisible()
  })

  test('tells an owner of whom only the id is known', async () => {
    const { network } = openOwner('DESKTOP-Q7K2M9X')
    await expect.element(heading(`User ${ownerId(network, 'DESKTOP-Q7K2M9X')}`)).toBeVisible()
    await expect.element(button('Copy e-mail address')).not.toBeInTheDocument()
  })

  test('shows nothing of a person whose id differs in case, nor does the filter', async () => {
    const twin = createMockNetwork({ baseUrl: 'https://twin.test', fleetSize })
    const [ana, jonas] = ['ana-macbook-pro-14', 'lost-laptop-01'].map((name) => ownerId(twin, name))
    const { address } = renderConsole({
      path: `/people/${ana}`,
      prepare: () => {
        const answer = globalThis.fetch
        globalThis.fetch = async (input, init) => {
          const response = await answer(input, init)
          const text = await response.text()
          return new Response(text.replaceAll(jonas ?? '', ana?.toUpperCase() ?? ''), response)
        }
      },
    })
    await expect.element(page.getByText(/All 600 devices · updated/)).toBeVisible()
    await expect
      .poll(() =>
        rows()
          .elements()
          .map((cell) => cell.querySelector('a')?.textContent),
      )
      .toEqual(anasDevices)
    await click(page.getByRole('link', { name: 'Devices', exact: true }))
    await openFilter('Owner')
    const choice = filterMenu().getByRole('checkbox', { name: /^Ana Kovačević/ })
    await click(choice)
    await expect.poll(address).toBe(`/devices?q=owner:${ana}`)
    await expect.element(choice).toBeChecked()
    expect(filterMenu().getByRole('checkbox', { checked: true }).elements()).toHaveLength(1)
  })

  test.each([
    '/people/123e4567-e89b-12d3-a456-426614174000',
    // An e-mail address is no user id, though the search knows it.
    '/people/ana.kovacevic@harbor.example',
  ])('has a way on where nobody is: %s', async (path) => {
    renderConsole({ path })
    await expect.element(heading('Person not found')).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Go to devices' })).toBeVisible()
    await expect.element(page.getByText(/the API’s list may leave owners out/)).toBeVisible()
    expect(document.title).toBe('Person not found · Device console')
  })
})

describe('while the fleet is read', () => {
  test('what is there is shown, and nothing can be done to all until it is complete', async () => {
    let rest: Held | undefined
    openOwner('ana-macbook-pro-14', { prepare: (network) => (rest = holdPages(network)) })
    await expect.element(page.getByText(/Loading devices: [1-9][\d,]* of 600/)).toBeVisible()
    await expect.element(page.getByRole('progressbar', { name: 'Loading devices' })).toBeVisible()
    await expect.element(heading('Ana Kovačević')).toBeVisible()
    const act = button('Offboard…')
    await expect.element(act).toHaveAccessibleDescription(/Wait until all devices are loaded/)
    await user.click(act.element())
    expect(dialog().query()).toBeNull()
    rest?.release()
    await expect.element(act).not.toHaveAttribute('aria-disabled')
  })

  test('a fleet too large to be read is declined, with what still works', async () => {
    renderConsole({
      path: '/people/123e4567-e89b-12d3-a456-426614174000',
      ...tooLarge,
    })
    await expect.element(page.getByText('Too many devices to search')).toBeVisible()
    await expect.element(page.getByText(/250,001 devices/)).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Devices' }).first()).toBeVisible()
  })
})

describe('the list of people', () => {
  const names = () =>
    rows()
      .elements()
      .map((cell) => cell.querySelector('a')?.textContent)
  const count = (noun: RegExp) => page.getByText(noun)

  /** People of the mock's fleet with at least `least` devices, by their ID. */
  const peopleWith = (network: MockNetwork, least: number) => {
    const devices = network.backend.list([], 100, 0)
    const all = Array.from({ length: Math.ceil(devices.total / 100) }, (_, position) =>
      network.backend.list([], 100, position * 100),
    ).flatMap(({ data }) => data)
    const byPerson = Map.groupBy(all, (device) => device.user?.id ?? device.user?.email)
    return [...byPerson].filter(([id, theirs]) => id !== undefined && theirs.length >= least)
  }

  test('counts each person once, and leads to their page', async () => {
    const { network, address } = renderConsole({ path: '/people' })
    await expect.element(count(/^1–25 of/)).toBeVisible()
    await expect.element(page.getByText(/All 600 devices · updated/)).toBeVisible()
    // Devices that belong to nobody are told beside the people, and aren't one of them.
    const { length } = peopleWith(network, 1)
    await expect.element(page.getByText(`${length} people`, { exact: true })).toBeVisible()
    await expect
      .element(page.getByRole('link', { name: /^\d+ devices without an owner$/ }))
      .toHaveAttribute('href', '/devices?q=owner:none')
    await fill(page.getByRole('searchbox', { name: 'Search people' }), 'ana kovacevic')
    await expect.poll(names).toEqual(['Ana Kovačević'])
    await expect.element(page.getByText('2 online · 2 offline · 1 deactivated')).toBeVisible()
    await click(page.getByRole('link', { name: 'Ana Kovačević' }))
    await expect.poll(address).toBe(`/people/${ownerId(network, 'ana-macbook-pro-14')}`)
  })

  test('has tabs with the number of people in each, and a filter whose conditions stand below and in the address', async () => {
    const { network, address } = renderConsole({ path: '/people', network: { fleetSize: 1_248 } })
    const tab = (name: RegExp) =>
      page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name })
    const remove = (name: string) => page.getByRole('link', { name: `Remove filter ${name}` })
    const [atLimit, overLimit] = [peopleWith(network, 5).length, peopleWith(network, 6).length]
    await expect.element(tab(/^All/)).toMatchTextContent(`All${peopleWith(network, 1).length}`)
    await expect.element(tab(/^All/)).toHaveAttribute('aria-current', 'page')
    await expect.element(tab(/^Device limit/)).toMatchTextContent(`Device limit reached${atLimit}`)
    await click(tab(/^Device limit/))
    await expect.element(tab(/^All/)).not.toHaveAttribute('aria-current')
    await expect.element(count(new RegExp(`^1–25 of ${atLimit}$`))).toBeVisible()
    await openFilter('Device limit')
    const over = filterMenu().getByRole('checkbox', { name: `Over the device limit ${overLimit}` })
    await click(over)
    await expect.poll(address).toBe('/people?q=is:at-limit+is:over-limit')
    await expect
      .element(count(new RegExp(`^${overLimit} (person|people) match(es)?$`)))
      .toBeVisible()
    await expectAccessible()
    await expect.element(page.getByRole('searchbox', { name: 'Search people' })).toHaveValue('')
    await click(remove('Device limit reached'))
    await expect.poll(address).toBe('/people?q=is:over-limit')
    await expect.element(remove('Over the device limit')).toBeVisible()
  })

  test('says of all devices of a person what they are, however narrow the table', async () => {
    await atSize(768, 1_024)
    renderConsole({ path: '/people?q=is:unauthorized' })
    await expect.element(page.getByText(/^\d+ people match$/)).toBeVisible()
    const cells = rows()
      .elements()
      .flatMap((name) => [...(name.closest('tr')?.querySelectorAll('td:nth-child(4) *') ?? [])])
    expect(cells.filter(({ textContent }) => /unauthorized/.test(textContent))).not.toEqual([])
    const cutOff = cells.filter(
      ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        clientWidth > 0 && (scrollWidth > clientWidth || scrollHeight > clientHeight),
    )
    expect(cutOff.map(({ textContent }) => textContent)).toEqual([])
  })

  test('exports the people it holds, with a line each', async () => {
    const files = filesSaved()
    renderConsole({ path: '/people?q=ana+kovacevic' })
    await expect.poll(names).toEqual(['Ana Kovačević'])
    await click(button('Export CSV'))
    await expect.element(page.getByText('Exported 1 person')).toBeVisible()
    const lines = ((await files[0]?.text()) ?? '').trim().split('\r\n')
    expect(lines[0]).toContain('Name,E-mail,User ID,Devices,Device limit')
    expect(lines[1]).toMatch(/^Ana Kovačević,ana\.kovacevic@harbor\.example,[^,]+,5,5,/)
    expect(lines).toHaveLength(2)
  })

  test('shows its rows once, in their order, while few devices load', async () => {
    let held: ReturnType<typeof holdPages> | undefined
    renderConsole({ path: '/people', prepare: (network) => (held = holdPages(network)) })
    await expect.element(page.getByText(/^\d+ people so far$/)).toBeVisible()
    expect(names().filter((name) => name !== undefined)).toEqual([])
    held?.release()
    await expect.poll(names).toHaveLength(25)
  })

  test('sorts, pages and shares its place like the list of devices', async () => {
    const { address } = renderConsole({ path: '/people' })
    await expect.element(page.getByText(/All 600 devices · updated/)).toBeVisible()
    await click(page.getByRole('button', { name: 'Devices', exact: true }))
    await expect.poll(address).toBe('/people?sort=devices')
    await click(page.getByRole('button', { name: 'Devices', exact: true }))
    await expect.poll(address).toBe('/people?sort=-devices')
    await click(page.getByRole('link', { name: 'Next page' }))
    await expect.poll(address).toBe('/people?sort=-devices&page=2')
  })

  test('takes all devices of selected people through the one confirmation', async () => {
    const { network } = renderConsole({ path: '/people?q=ana+kovacevic' })
    await click(box('Select Ana Kovačević'))
    await press('Deactivate 5 devices')
    await expect.element(dialog()).toHaveAccessibleName('Deactivate 4 devices?')
    await click(dialog().getByRole('button', { name: /^Deactivate/ }))
    await expect.poll(() => changes(network, 'deactivate')).toHaveLength(4)
  })

  test('keeps the place of a person whose devices are gone until the changes are asked for', async () => {
    const { network } = renderConsole({ path: '/people?size=10' })
    await expect.poll(names).toHaveLength(10)
    const before = names()
    const [gone = ''] = before
    await click(box(`Select ${gone}`))
    await press(/^Remove \d+ devices?$/)
    const phrase = /\d+/.exec(actButton().element().textContent)?.[0]
    await fill(dialog().getByRole('textbox'), `remove ${phrase}`)
    await click(actButton())
    await expect.element(page.getByText('The list has changed since it was shown.')).toBeVisible()
    expect(changes(network, 'remove').length).toBeGreaterThan(0)
    expect(names()).toEqual(before)
    await expect.element(rows().first()).toMatchTextContent('No devices left')
    await expect.element(box(`Select ${gone}`)).not.toBeInTheDocument()
    await click(button('Show changes'))
    await expect.poll(names).not.toContain(gone)
  })

  test('that can’t be loaded says so, and not that there are no people', async () => {
    const { network } = renderConsole({ path: '/people', network: { fault: 'forbidden' } })
    await expect
      .element(page.getByRole('alert'))
      .toMatchTextContent(/The devices couldn’t be loaded/)
    expect(page.getByText('No people yet').query()).toBeNull()
    setNetwork(network, { fault: undefined })
    await click(button('Try again'))
    await expect.element(rows().first()).toBeVisible()
  })

  test('says when there are too many devices', async () => {
    renderConsole({ path: '/people', ...tooLarge })
    await expect.element(page.getByText('Too many devices to search')).toBeVisible()
  })

  test('is clean to axe', async () => {
    renderConsole({ path: '/people?size=10' })
    await expect.element(page.getByText(/All 600 devices · updated/)).toBeVisible()
    await expect.element(page.getByRole('table')).not.toHaveAttribute('aria-busy')
    await expectAccessible()
  })

  test('is found at its old address', async () => {
    const { address } = renderConsole({ path: '/owners/123e4567-e89b-12d3-a456-426614174000' })
    await expect.poll(address).toBe('/people/123e4567-e89b-12d3-a456-426614174000')
  })
})
