import { expect, test, vi } from 'vitest'
import { page, type Locator } from 'vitest/browser'
import type { MockNetwork } from '../../src/mock/network.ts'
import type { RawDevice } from '../../src/mock/raw.ts'
import {
  actButton,
  deviceNamed,
  everyDevice,
  filesSaved,
  fleetIsRead,
  isReady,
  notifications,
  selectionBar,
} from './acting.ts'
import {
  changes,
  click,
  dialog,
  listIsThere,
  namesShown,
  renderConsole,
  rowAction,
  table,
  upload,
  user,
} from './support.tsx'

// The jobs of an admin, each within a number of clicks or keys; what is typed costs none.

const dayMs = 86_400_000
const fleetSize = 400

/** Clicks so far, and what clicks. */
interface Hand {
  readonly clicks: number
  click: (target: Locator) => Promise<void>
}

function countClicks(): Hand {
  let clicks = 0
  return {
    get clicks() {
      return clicks
    },
    async click(target) {
      clicks += 1
      await click(target)
    },
  }
}

/** Key presses so far, besides typed text, and what presses a key. */
interface Keys {
  readonly presses: number
  press: (key: string) => Promise<void>
  /** Ctrl+V, of which the browser makes this. */
  paste: (text: string) => Promise<void>
}

function countKeys(): Keys {
  let presses = 0
  return {
    get presses() {
      return presses
    },
    async press(key) {
      presses += 1
      await user.keyboard(key)
    },
    async paste(text) {
      presses += 1
      await user.paste(text)
    },
  }
}

/** Opens the palette by its keys. */
async function openPalette(keys: Keys): Promise<void> {
  await keys.press('{Control>}k{/Control}')
  await expect.element(page.getByRole('combobox', { name: 'Search everything' })).toHaveFocus()
}

/** The palette's entry of this name. */
const entry = (name: RegExp) =>
  page.getByRole('dialog', { name: 'Search everything' }).getByRole('option', { name })

/** Opens a page of the console, with a hand whose clicks are counted. */
async function open(path = '/devices'): Promise<{ network: MockNetwork; hand: Hand }> {
  const { network } = renderConsole({ path, network: { fleetSize } })
  if (path.startsWith('/devices')) await listIsThere()
  else await expect.element(page.getByRole('button', { name: 'Menu' })).toBeVisible()
  return { network, hand: countClicks() }
}

/** Searches by keyboard alone. */
async function search(text: string): Promise<void> {
  await user.keyboard('/')
  await expect.element(page.getByRole('combobox', { name: 'Search devices' })).toHaveFocus()
  await user.keyboard(`${text}{Enter}`)
}

/** Waits for the count of a search's results over the whole fleet. */
async function matches(count: number): Promise<void> {
  const text = `${count.toLocaleString('en')} ${count === 1 ? 'device matches' : 'devices match'}`
  await expect.element(page.getByText(text, { exact: true })).toBeVisible()
}

/** Presses Tab until something has the focus, as a person would. */
async function tabTo(target: Locator, isBackwards = false): Promise<void> {
  await expect.element(target).toBeInTheDocument()
  for (let presses = 0; presses < 80; presses += 1) {
    if (target.element() === document.activeElement) return
    await user.tab({ shift: isBackwards })
  }
  throw new Error('Tab does not lead there')
}

const idsOf = (devices: readonly { id: string }[]) => devices.map(({ id }) => id).toSorted()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const link = (name: string | RegExp) => page.getByRole('link', { name, exact: true })
const selectPage = () => page.getByRole('checkbox', { name: 'Select all on this page' })
const phraseField = () => dialog().getByRole('textbox')
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const said = (text: string) => notifications().getByText(text, { exact: true })

/** Asserts that these devices and no others were changed, each by one request that worked. */
function expectChanged(
  network: MockNetwork,
  action: 'deactivate' | 'remove',
  devices: readonly { id: string }[],
): void {
  expect(idsOf(network.requests)).toEqual(idsOf(devices))
  expect(changes(network, action)).toHaveLength(devices.length)
}

/** Opens the receipt from the notice of a run's end, and gives its counts. */
async function receiptCounts(title: string): Promise<string[]> {
  await click(notifications().getByRole('link', { name: 'Open receipt' }))
  await expect.element(heading(title)).toBeVisible()
  return page
    .getByRole('navigation', { name: 'Filter by outcome' })
    .getByRole('link')
    .elements()
    .map(({ textContent }) => textContent)
}

/** The file that a click hands to the downloads. */
async function fileOf(
  save: (files: File[]) => Promise<void>,
): Promise<{ name: string; text: string }> {
  const files = filesSaved()
  await save(files)
  await expect.poll(() => files.length).toBe(1)
  return { name: files[0]?.name ?? '', text: (await files[0]?.text()) ?? '' }
}

const isDeactivated = ({ status }: RawDevice) => status === 'Deactivated'
const isFailing = ({ posture }: RawDevice) =>
  (posture as { compliant?: unknown } | null | undefined)?.compliant === false

test('from the key to the list takes 1 click', async () => {
  const { network } = renderConsole({
    isConnected: false,
    path: '/devices',
    network: { fleetSize },
  })
  const hand = countClicks()
  await expect.element(page.getByLabelText('API key')).toHaveFocus()
  await user.keyboard('demo-key')
  await hand.click(button('Connect'))
  await listIsThere()
  expect(hand.clicks).toBe(1)
  expect(namesShown()).toEqual(network.backend.list([], 25, 0).data.map(({ name }) => name))
})

test('taking a lost laptop off the network takes 2 clicks', async () => {
  const { network, hand } = await open()
  const laptop = deviceNamed(network, 'lost-laptop-01')
  await search('weber lost')
  await hand.click(rowAction('Deactivate', laptop.name))
  await expect.element(dialog()).toMatchTextContent('Jonas Weber')
  await expect.element(dialog()).toMatchTextContent(laptop.hardwareId)
  await isReady()
  await hand.click(actButton())
  await expect.element(notifications()).toMatchTextContent('lost-laptop-01 was deactivated')
  expect(hand.clicks).toBe(2)
  expectChanged(network, 'deactivate', [laptop])
})

test('finding out which device this is takes 1 click, with its hardware ID pasted', async () => {
  const { network, hand } = await open()
  const device = everyDevice(network).at(-20)
  if (!device) throw new Error('The device is missing')
  await search(device.hardwareId)
  await expect.poll(namesShown).toHaveLength(1)
  await hand.click(table().getByRole('rowheader').getByRole('link'))
  await expect.element(page.getByRole('main')).toMatchTextContent(device.hardwareId)
  expect(hand.clicks).toBe(1)
})

test('a file of what is not compliant takes 3 clicks', async () => {
  const { network, hand } = await open()
  const failing = everyDevice(network).filter(isFailing)
  await hand.click(page.getByRole('navigation', { name: 'Views' }).getByText('Not compliant'))
  await matches(failing.length)
  await hand.click(button('Export'))
  const { name, text } = await fileOf(() => hand.click(button('CSV')))
  expect(hand.clicks).toBe(3)
  expect(name).toMatch(/^devices_posture-noncompliant_.*_\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv$/)
  const lines = text.trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/^Name,Status,Owner/)
  expect(lines).toHaveLength(failing.length + 1)
  // The header, the search's count and the file tell the same.
  await matches(failing.length)
})

test('a file of what is not compliant takes 2 keys', async () => {
  const { network } = await open('/overview')
  const failing = everyDevice(network).filter(isFailing)
  const keys = countKeys()
  await openPalette(keys)
  await user.keyboard('export not compliant')
  await expect
    .element(entry(/^Export “Not compliant” to CSV/))
    .toMatchTextContent(`${failing.length} devices`)
  const { name, text } = await fileOf(() => keys.press('{Enter}'))
  expect(keys.presses).toBe(2)
  expect(name).toMatch(/^devices_posture-noncompliant_.*\.csv$/)
  expect(text.trimEnd().split('\r\n')).toHaveLength(failing.length + 1)
})

test('finding out which device this is takes 1 key, from any page, with part of its hardware ID', async () => {
  const { network } = await open('/clean-up')
  const { hardwareId } = deviceNamed(network, 'lost-laptop-01')
  const keys = countKeys()
  await keys.press('/')
  await expect.element(page.getByRole('combobox', { name: 'Search everything' })).toHaveFocus()
  await user.keyboard(hardwareId.slice(-7))
  await expect.element(entry(/^lost-laptop-01/)).toMatchTextContent(hardwareId)
  await expect.element(entry(/^lost-laptop-01/)).toMatchTextContent('Jonas Weber')
  expect(keys.presses).toBe(1)
})

test('a list of everything for an auditor is a file after 2 clicks', async () => {
  const { network, hand } = await open()
  await hand.click(button('Export'))
  const { name, text } = await fileOf(() => hand.click(button('Export all devices, every column')))
  expect(hand.clicks).toBe(2)
  expect(name).toMatch(/^devices_all_complete-400_.*Z\.csv$/)
  const [header = '', ...lines] = text.trimEnd().split('\r\n')
  const columns = header.split(',')
  for (const column of ['ID', 'Enabled', 'Updated', 'Owner ID', 'Owner e-mail', 'Hardware ID']) {
    expect(columns).toContain(column)
  }
  const expected = everyDevice(network)
  expect(lines).toHaveLength(fleetSize)
  for (const { id } of expected) expect(text).toContain(id)
  expect(text).not.toContain('demo-key')
})

test('offboarding a person with four devices takes 3 clicks', async () => {
  const { network, hand } = await open()
  const theirs = [...Map.groupBy(everyDevice(network), (device) => device.user?.id).values()].find(
    (devices) => devices.length === 4 && devices[0]?.user?.lastName && !devices.some(isDeactivated),
  )
  const person = theirs?.[0]?.user
  if (!theirs || !person) throw new Error('Nobody has four devices')
  const name = `${person.firstName} ${person.lastName}`
  await search(person.email ?? '')
  await hand.click(table().getByRole('link', { name, exact: true }).first())
  await expect.element(heading(name)).toBeVisible()
  await expect.element(button('Offboard…')).not.toHaveAttribute('aria-disabled', 'true')
  await hand.click(button('Offboard…'))
  const devices = dialog().getByRole('list', { name: '4 to deactivate' }).getByRole('listitem')
  await expect.poll(() => devices.elements()).toHaveLength(4)
  await isReady()
  await hand.click(actButton())
  await expect.element(said('4 devices deactivated')).toBeVisible()
  expect(hand.clicks).toBe(3)
  expectChanged(network, 'deactivate', theirs)
  await expect.element(page.getByText(/This doesn’t close the account/)).toBeVisible()
  expect(await receiptCounts(`Offboard ${name}`)).toEqual(['All 4', 'Deactivated 4'])
})

test('freeing a slot for somebody at the device limit takes 3 clicks from the list', async () => {
  const { network, hand } = await open()
  const unused = deviceNamed(network, 'ana-mac-mini')
  await search('ana kovacevic mac-mini')
  await expect.poll(namesShown).toEqual(['ana-mac-mini'])
  await hand.click(table().getByRole('link', { name: 'Ana Kovačević' }))
  await expect.element(page.getByText('Device limit reached: 5 of 5 devices')).toBeVisible()
  await hand.click(button('Remove ana-mac-mini'))
  await expect.element(dialog()).toMatchTextContent('frees one')
  await isReady()
  await hand.click(actButton())
  await expect.element(page.getByText('4 of 5 devices count against the limit')).toBeVisible()
  expect(hand.clicks).toBe(3)
  expectChanged(network, 'remove', [unused])
  await expect.element(page.getByText('ana-mac-mini', { exact: true })).not.toBeInTheDocument()
})

test('freeing a slot for somebody at the device limit takes 4 clicks from the overview', async () => {
  const { network, hand } = await open('/overview')
  const unused = deviceNamed(network, 'ana-mac-mini')
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await hand.click(attention.getByRole('link', { name: / People at or over the device limit/ }))
  await hand.click(page.getByRole('table').getByRole('link', { name: 'Ana Kovačević' }))
  await expect.element(page.getByText('Device limit reached: 5 of 5 devices')).toBeVisible()
  await hand.click(button('Remove ana-mac-mini'))
  await isReady()
  await hand.click(actButton())
  await expect.element(page.getByText('4 of 5 devices count against the limit')).toBeVisible()
  expect(hand.clicks).toBe(4)
  expectChanged(network, 'remove', [unused])
})

test('seeing who is new this week, the newest first, takes 1 click', async () => {
  const { network, hand } = await open()
  const weekAgo = Date.now() - 7 * dayMs
  const newest = everyDevice(network)
    .filter(({ createdAt }) => Date.parse(createdAt) > weekAgo)
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
  await hand.click(link('Registered this week'))
  await fleetIsRead()
  await matches(newest.length)
  await expect.poll(namesShown).toEqual(newest.slice(0, 25).map(({ name }) => name))
  expect(hand.clicks).toBe(1)
})

test('any device opens by its name from anywhere, without a click', async () => {
  const { network } = await open('/activity')
  const byName = Map.groupBy(everyDevice(network), ({ name }) => name)
  const [wanted] = [...byName.values()].findLast(({ length }) => length === 1) ?? []
  if (!wanted) throw new Error('No device has a name of its own')
  await user.keyboard('{Control>}k{/Control}')
  await expect.element(page.getByRole('combobox', { name: 'Search everything' })).toHaveFocus()
  await user.keyboard(`${wanted.name}{Enter}`)
  await expect.element(heading(wanted.name)).toBeVisible()
})

test('deactivating the stale devices takes 3 clicks, and reads each again before its turn', async () => {
  const { network, hand } = await open()
  const unseenFor = ({ lastConnection }: RawDevice) => Date.now() - Date.parse(lastConnection ?? '')
  const unseen = everyDevice(network)
    .filter(({ status, active }) => status !== 'Online' && (status !== 'Deactivated' || active))
    .filter((device) => unseenFor(device) > 0)
    .toSorted((a, b) => unseenFor(b) - unseenFor(a))
  const twelfth = unseen[11]
  if (!twelfth) throw new Error('Too few devices are stale')
  const days = Math.floor(unseenFor(twelfth) / dayMs)
  const stale = unseen.filter((device) => unseenFor(device) > days * dayMs)
  const count = stale.length

  await hand.click(link('Clean up').first())
  await expect.element(heading('Clean up stale devices')).toBeVisible()
  await tabTo(page.getByRole('textbox', { name: 'Another number of days' }))
  await user.clear(document.activeElement as HTMLElement)
  await user.keyboard(`${days}{Enter}`)
  const everything = button(`Deactivate ${count} devices`)
  await expect.element(everything).not.toHaveAttribute('aria-disabled', 'true')
  const reads = network.reads()
  await hand.click(everything)
  await expect.element(dialog()).toMatchTextContent('skipped if it has connected since')
  await hand.click(phraseField())
  await user.keyboard(`deactivate ${count}{Enter}`)
  await expect.element(said(`${count} devices deactivated`)).toBeVisible()
  expect(hand.clicks).toBe(3)
  expectChanged(network, 'deactivate', stale)
  expect(network.reads() - reads).toBeGreaterThanOrEqual(count)
  expect(await receiptCounts(`Clean up stale devices: not connected for ${days} days`)).toEqual([
    `All ${count}`,
    `Deactivated ${count}`,
  ])
})

test('deactivating the stale devices takes 4 keys', async () => {
  const { network } = await open('/overview')
  await fleetIsRead()
  const keys = countKeys()
  await openPalette(keys)
  await user.keyboard('deactivate stale')
  await expect.element(entry(/^Deactivate stale devices…/)).toBeVisible()
  await keys.press('{Enter}')
  await expect.element(dialog()).toHaveAccessibleName(/^Clean up stale devices\?/)
  await expect.element(dialog()).toMatchTextContent('skipped if it has connected since')
  const count = Number(/\d+/.exec(dialog().getByRole('heading').element().textContent)?.[0])
  await isReady()
  // More of them ask for a phrase, which is typed in place of the first key.
  await keys.press('{Tab}')
  await expect.element(actButton()).toHaveFocus()
  await keys.press('{Enter}')
  await expect.element(said(`${count} devices deactivated`)).toBeVisible()
  expect(keys.presses).toBe(4)
  const changed = network.requests.map(({ id }) => id)
  expect(changed).toHaveLength(count)
  for (const device of everyDevice(network).filter(({ id }) => changed.includes(id))) {
    const seen = Date.parse(device.lastConnection ?? device.createdAt)
    expect(Date.now() - seen).toBeGreaterThan(90 * dayMs)
  }
})

test('selecting what re-imaging left behind takes 3 keys', async () => {
  await open('/overview')
  const keys = countKeys()
  await openPalette(keys)
  await user.keyboard('duplicates')
  await keys.press('{Enter}')
  await expect.element(heading('Duplicate hardware IDs')).toBeVisible()
  await expect.element(button(/^Select \d+ suggested$/)).not.toHaveAttribute('aria-disabled')
  const count = Number(/\d+/.exec(button(/^Select \d+ suggested$/).element().textContent)?.[0])
  await keys.press('{Shift>}X{/Shift}')
  await expect.element(button(`Remove ${count} devices`)).not.toHaveAttribute('aria-disabled')
  expect(keys.presses).toBe(3)
})

test('removing what re-imaging left behind takes 5 clicks, and keeps what is in use', async () => {
  const { network, hand } = await open()
  const lastSign = ({ lastConnection, createdAt }: RawDevice) =>
    Math.max(Date.parse(lastConnection ?? createdAt), Date.parse(createdAt))
  const shared = [...Map.groupBy(everyDevice(network), (device) => device.hardwareId).values()]
    .filter(({ length }) => length > 1)
    .map((group) => group.toSorted((a, b) => lastSign(b) - lastSign(a)))

  await hand.click(link('Clean up').first())
  await hand.click(link('Duplicates'))
  await fleetIsRead()
  await user.keyboard('a')
  await expect.element(button(/^Select \d+ suggested$/)).toHaveFocus()
  await hand.click(button(/^Select \d+ suggested$/))
  const remove = button(/^Remove \d+ devices?$/)
  await expect.element(remove).not.toHaveAttribute('aria-disabled', 'true')
  const count = Number(/\d+/.exec(remove.element().textContent)?.[0])
  expect(count).toBeGreaterThan(1)
  await hand.click(remove)
  await isReady().catch(() => undefined)
  if (phraseField().query()) {
    await hand.click(phraseField())
    await user.keyboard(`remove ${count}{Enter}`)
  } else {
    await hand.click(actButton())
  }
  await expect.element(said(`${count} devices removed`)).toBeVisible()
  expect(hand.clicks).toBe(5)
  const gone = new Set(network.requests.map(({ id }) => id))
  expect(gone.size).toBe(count)
  for (const [newest, ...older] of shared) {
    expect(gone.has(newest?.id ?? ''), 'the newest record of a machine stays').toBe(false)
    for (const device of older) {
      const isInUse = device.status === 'Online' || lastSign(device) > Date.now() - dayMs
      if (isInUse) expect(gone.has(device.id), 'in use, so it stays').toBe(false)
      gone.delete(device.id)
    }
  }
  expect([...gone], 'nothing but older records of machines').toEqual([])
})

test('deactivating the devices of an incident takes 4 clicks, or none', async () => {
  const { network, hand } = await open()
  const versions = Map.groupBy(
    everyDevice(network).filter((device) => !isDeactivated(device)),
    ({ appVersion }) => appVersion,
  )
  const [first, second] = [...versions.entries()]
    .filter(([version, { length }]) => version !== undefined && length > 25)
    .toSorted(([, a], [, b]) => a.length - b.length)
  if (!first || !second) throw new Error('No version has more devices than a page')

  await search(`version:"${first[0]}" -status:deactivated`)
  await matches(first[1].length)
  await hand.click(selectPage())
  const count = first[1].length
  await hand.click(selectionBar().getByRole('button', { name: `Select all ${count} that match` }))
  await hand.click(selectionBar().getByRole('button', { name: `Deactivate ${count}` }))
  await hand.click(phraseField())
  await user.keyboard(`deactivate ${count}{Enter}`)
  await expect.element(said(`${count} devices deactivated`)).toBeVisible()
  expect(hand.clicks).toBe(4)
  expectChanged(network, 'deactivate', first[1])

  // Now without a mouse.
  const more = second[1].length
  await search(`version:"${second[0]}" -status:deactivated`)
  await matches(more)
  await tabTo(selectPage())
  await user.keyboard(' ')
  // A ticked box keeps no shortcut away.
  await user.keyboard('j')
  expect(document.activeElement?.closest('tbody')).not.toBeNull()
  await tabTo(selectionBar().getByRole('button', { name: `Select all ${more} that match` }), true)
  await user.keyboard('{Enter}')
  await tabTo(selectionBar().getByRole('button', { name: `Deactivate ${more}` }))
  await user.keyboard('{Enter}')
  await expect.element(dialog().getByRole('button', { name: 'Cancel' })).toHaveFocus()
  await tabTo(phraseField(), true)
  await user.keyboard(`deactivate ${more}{Enter}`)
  await expect.element(said(`${more} devices deactivated`)).toBeVisible()
  expect(changes(network, 'deactivate')).toHaveLength(count + more)
})

test('shutting out the laptops of a ticket takes 4 clicks, and what wasn’t found goes back in 1', async () => {
  const { network, hand } = await open()
  const byName = Map.groupBy(everyDevice(network), ({ name }) => name.toLowerCase())
  const laptops = everyDevice(network)
    .filter(
      ({ name }) => /^[a-z][\w-]{6,}$/i.test(name) && byName.get(name.toLowerCase())?.length === 1,
    )
    .filter((device) => !isDeactivated(device) && device.name !== 'lost-laptop-01')
    .slice(0, 60)
  let copied = ''
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
    copied = text
    return Promise.resolve()
  })
  await user.keyboard('/')
  await user.paste([...laptops.map(({ name }) => `- ${name}`), 'FIN-9999'].join('\n'))
  await hand.click(button('Match 61 lines'))
  const everything = button('Deactivate 60 devices')
  await expect.element(everything).not.toHaveAttribute('aria-disabled', 'true')
  await hand.click(everything)
  await hand.click(phraseField())
  await user.keyboard('deactivate 60')
  await isReady()
  await hand.click(actButton())
  await expect.element(said('60 devices deactivated')).toBeVisible()
  expect(hand.clicks).toBe(4)
  expectChanged(network, 'deactivate', laptops)
  await hand.click(button('Copy what wasn’t found'))
  expect(hand.clicks).toBe(5)
  expect(copied).toBe('FIN-9999')
  vi.restoreAllMocks()
})

test('shutting out the laptops of a ticket takes 4 keys, and what wasn’t found goes back by 1', async () => {
  const { network } = await open('/overview')
  await fleetIsRead()
  const byName = Map.groupBy(everyDevice(network), ({ name }) => name.toLowerCase())
  const laptops = everyDevice(network)
    .filter(
      ({ name }) => /^[a-z][\w-]{6,}$/i.test(name) && byName.get(name.toLowerCase())?.length === 1,
    )
    .filter((device) => !isDeactivated(device) && device.name !== 'lost-laptop-01')
    .slice(0, 60)
  const copy = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const keys = countKeys()
  await keys.paste([...laptops.map(({ name }) => name), 'FIN-9999'].join('\n'))
  await expect.element(heading('Devices from a list')).toBeVisible()
  await expect.element(button('Deactivate 60 devices')).not.toHaveAttribute('aria-disabled')
  await keys.press('a')
  await keys.press('{Enter}')
  await expect.element(dialog()).toBeVisible()
  await user.keyboard('deactivate 60')
  await isReady()
  await keys.press('{Enter}')
  await expect.element(said('60 devices deactivated')).toBeVisible()
  expect(keys.presses).toBe(4)
  expectChanged(network, 'deactivate', laptops)
  await keys.press('c')
  expect(keys.presses).toBe(5)
  expect(copy.mock.calls).toEqual([['FIN-9999']])
  copy.mockRestore()
})

test('finding who is in the fleet but not in a list takes 2 keys', async () => {
  const { network } = await open('/people')
  await expect.element(page.getByRole('searchbox', { name: 'Search people' })).toBeVisible()
  const everybody = everyDevice(network)
    .flatMap((device) => device.user?.email ?? [])
    .filter((email, _, all) => email !== all[0])
  const keys = countKeys()
  await keys.paste([...new Set(everybody)].join('\n'))
  await expect.element(link(/^In the fleet, not in the list/)).toBeVisible()
  await keys.press('5')
  await expect.element(page.getByText(/^\d+ devices not in the list$/)).toBeVisible()
  expect(keys.presses).toBe(2)
})

test('finding the leavers who are still in the fleet takes 3 clicks up to the question', async () => {
  const { network, hand } = await open('/people')
  const [one, other] = [...Map.groupBy(everyDevice(network), (device) => device.user?.email)]
    .filter(([email, { length }]) => email && length > 1)
    .slice(-2)
  if (!one?.[0] || !other?.[0]) throw new Error('Too few people have two devices')
  await expect.element(page.getByRole('searchbox', { name: 'Search people' })).toBeVisible()
  await user.keyboard('/')
  await user.paste(`${one[0]}\n${other[0]}\nnobody@harbor.example`)
  await hand.click(button('Match 3 lines'))
  const count = one[1].length + other[1].length
  await expect.element(page.getByText(`${count} of ${count} selected`)).toBeVisible()
  await hand.click(page.getByRole('radio', { name: 'Last used' }))
  await expect.element(page.getByText('2 of 2 selected')).toBeVisible()
  const remove = button('Remove 2 devices')
  await expect.element(remove).not.toHaveAttribute('aria-disabled', 'true')
  await hand.click(remove)
  await expect.element(dialog()).toMatchTextContent(one[0])
  expect(hand.clicks).toBe(3)
})

/** Chooses an export of the network, as it is but for one name, in the browser's own dialog. */
async function chooseEarlierExport(network: MockNetwork): Promise<void> {
  const devices = everyDevice(network).map(({ user: owner, ...device }) => ({ ...device, owner }))
  const head = {
    scope: 'all',
    complete: true,
    apiHost: 'api.test',
    readAt: new Date().toISOString(),
  }
  const [first, ...others] = devices
  const earlier = [{ ...first, name: 'as-it-was' }, ...others]
  const file = new File(
    [JSON.stringify({ ...head, count: earlier.length, devices: earlier })],
    'last-week.json',
  )
  await upload(file)
  await expect.element(page.getByRole('heading', { level: 2, name: '1 change' })).toBeVisible()
  await expect.element(page.getByText('as-it-was')).toBeVisible()
}

test('what changed since an earlier export takes 2 clicks', async () => {
  const { network, hand } = await open('/overview')
  await hand.click(link('Compare with an earlier export'))
  // Opens the browser's own dialog, whose choice is typed here.
  await hand.click(button('Choose an earlier export…'))
  await chooseEarlierExport(network)
  expect(hand.clicks).toBe(2)
})

test('what changed since an earlier export takes 2 keys', async () => {
  const { network } = await open('/overview')
  const keys = countKeys()
  await openPalette(keys)
  await user.keyboard('compare')
  await expect.element(entry(/^Compare with an earlier export…/)).toBeVisible()
  await keys.press('{Enter}')
  await chooseEarlierExport(network)
  expect(keys.presses).toBe(2)
})
