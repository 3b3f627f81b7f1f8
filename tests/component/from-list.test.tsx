import { expect, onTestFinished, test, vi } from 'vitest'
import { page, type Locator } from 'vitest/browser'
import { givenList } from '../../src/fleet/from-list/given-list.ts'
import { compareTexts } from '../../src/fleet/snapshot/ordering.ts'
import { signOut } from '../../src/session/session.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import type { RawDevice } from '../../src/mock/raw.ts'
import {
  atSize,
  everyDevice,
  filesSaved,
  filterMenu,
  fleetIsRead,
  isReady,
  notifications,
  openFilter,
} from './acting.ts'
import { expectAccessible } from './axe.ts'
import { holdCalls, holdPages } from './held-pages.ts'
import {
  changes,
  chooseFile,
  click,
  currentSession,
  dialog,
  fill,
  listIsThere,
  renderConsole,
  user,
  namesIn,
} from './support.tsx'

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const field = () => page.getByRole('textbox', { name: 'One device or person a line' })
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 2, name })
const tab = (name: RegExp) =>
  page.getByRole('navigation', { name: 'Lines by result' }).getByRole('link', { name })
const namesShown = () => namesIn(page.getByRole('table'))
const boxes = () =>
  page.getByRole('table').getByRole('checkbox').elements().slice(1) as HTMLInputElement[]

function open(path = '/devices/from-list', options: Parameters<typeof renderConsole>[0] = {}) {
  return renderConsole({ path, network: { fleetSize: 150 }, ...options })
}

/** Devices whose names nobody else has, and that can be deactivated. */
function unique(network: MockNetwork): RawDevice[] {
  const devices = everyDevice(network)
  const plain = devices.filter(
    ({ name, status }) => /^[a-z][\w-]{6,}$/i.test(name) && status !== 'Deactivated',
  )
  const counts = Map.groupBy(devices, ({ name }) => name.replaceAll('\u200B', '').toLowerCase())
  return plain.filter(({ name }) => counts.get(name.toLowerCase())?.length === 1)
}

/** Pastes a list into the page's field and matches it. */
async function match(...lines: string[]): Promise<void> {
  await expect.element(field()).toBeVisible()
  await user.click(field().element())
  await user.paste(lines.join('\n'))
  await click(button(/^Match [\d,]+ lines?$/))
}

test('a list becomes exactly its devices, in whatever way the lines are written', async () => {
  const { network, address } = open()
  const [a, b, c, d] = unique(network)
  if (!a || !b || !c || !d) throw new Error('Too few names are unique')
  await match(
    'Hostname',
    `- CORP\\${a.name.toUpperCase()}$`,
    `"${b.name}.corp.example.",`,
    c.hardwareId.toLowerCase().replace('mac-', ''),
    d.id.toUpperCase(),
    `• ${a.name}`,
    'nobody-knows-this',
  )
  await fleetIsRead()
  await expect
    .element(heading('6 lines = 4 matched + 0 ambiguous + 1 not found + 1 repeated'))
    .toBeVisible()
  await expect.poll(() => boxes().map(({ checked }) => checked)).toEqual([true, true, true, true])
  expect(namesShown()).toEqual([a, b, c, d].map(({ name }) => name))
  await expectAccessible()
  await click(page.getByRole('table').getByRole('button', { name: 'Name', exact: true }))
  await expect.poll(address).toBe('/devices/from-list?sort=name')
  const sorted = [a, b, c, d].map(({ name }) => name).toSorted(compareTexts)
  await expect.poll(namesShown).toEqual(sorted)
  // The list is neither in the address nor in storage.
  const stored = JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])
  expect(stored).not.toContain(b.name)
})

test('what acts on a list carries each line into the confirmation, its file, the receipt and its file', async () => {
  const { network } = open()
  const devices = unique(network).slice(0, 10)
  const [a] = devices
  if (!a) throw new Error('No name is unique')
  const listed = `CORP\\${a.name.toUpperCase()}`
  // The last one as it is named here, which says nothing about its line.
  const named = devices.at(-1)?.name ?? ''
  await match(listed, ...devices.slice(1, -1).map(({ id }) => id), named)
  await fleetIsRead()
  const act = button('Deactivate 10 devices')
  await expect.element(act).not.toHaveAttribute('aria-disabled')
  await click(act)
  await expect.element(dialog()).toMatchTextContent(`Listed as ${listed}`)
  await expect.element(dialog()).not.toMatchTextContent(`Listed as ${named}`)
  const files = filesSaved()
  await click(button('Export list'))
  await expect.poll(() => files.length).toBe(1)
  const [head, ...lines] = ((await files[0]?.text()) ?? '').split('\r\n')
  expect(head).toMatch(/^\u{feff}?Listed as,ID,/u)
  expect(lines.some((line) => line.startsWith(`${listed},${a.id},`))).toBe(true)
  await user.type(dialog().getByRole('textbox').element(), 'deactivate 10')
  await isReady()
  await click(dialog().getByRole('button', { name: 'Deactivate 10 devices' }))
  await click(notifications().getByRole('link', { name: 'Open receipt' }))
  await expect.element(page.getByText(`Listed as ${listed}`)).toBeVisible()
  await click(button('Export CSV'))
  await expect.poll(() => files.length).toBe(2)
  const [first, ...rows] = ((await files[1]?.text()) ?? '').split('\r\n')
  expect(first).toMatch(/Listed as,ID,/)
  expect(rows.some((row) => row.startsWith(`${listed},${a.id},`))).toBe(true)
  expect(
    changes(network, 'deactivate')
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(devices.map(({ id }) => id).toSorted())
})

test('nothing ambiguous is selected until a person settles it', async () => {
  const { network } = open()
  const twins = everyDevice(network).slice(11, 13)
  const [one] = unique(network)
  if (!one) throw new Error('No name is unique')
  await match('lost-laptop-01', twins[0]?.hardwareId ?? '', one.name)
  await fleetIsRead()
  await expect
    .element(heading('3 lines = 1 matched + 2 ambiguous + 0 not found + 0 repeated'))
    .toBeVisible()
  await click(tab(/^Ambiguous/))
  await expect
    .element(page.getByText(/Several devices have this hardware ID/).first())
    .toBeVisible()
  // The next part is one key away.
  await expect.element(tab(/^Ambiguous/)).toHaveFocus()
  await expect.element(page.getByText(/Several devices have this name/).first()).toBeVisible()
  expect(boxes().map(({ checked }) => checked)).toEqual([false, false, false, false])
  await expect.element(button('Remove 1 device')).toBeVisible()
  await expectAccessible()
  await click(page.getByRole('checkbox', { name: `Select ${twins[1]?.name}`, exact: true }))
  await expect.element(page.getByText('2 of 2 selected (1 settled by hand)')).toBeVisible()
  await expect.element(button('Remove 2 devices')).toBeVisible()
})

test('what wasn’t found is copied in one press, and near misses are offered but not selected', async () => {
  const { network } = open()
  const [one, other] = unique(network)
  if (!one || !other) throw new Error('Too few names are unique')
  let copied = ''
  const write = navigator.clipboard.writeText.bind(navigator.clipboard)
  navigator.clipboard.writeText = (text) => {
    copied = text
    return Promise.resolve()
  }
  await match(`${one.name}x`, other.name, 'FIN-LAPTOP-9999', 'To Be Filled By O.E.M.')
  await fleetIsRead()
  await click(button('Copy what wasn’t found'))
  navigator.clipboard.writeText = write
  expect(copied).toBe(`${one.name}x\nFIN-LAPTOP-9999\nTo Be Filled By O.E.M.`)
  await click(tab(/^Not found 3$/))
  await expect
    .element(page.getByRole('checkbox', { name: `Select ${one.name}`, exact: true }))
    .not.toBeChecked()
  await expect.element(page.getByText('A placeholder, which many machines report')).toBeVisible()
})

test('the devices that no line names are the rest of the fleet, without those filtered out', async () => {
  const { network, address } = open()
  const [one] = unique(network)
  if (!one) throw new Error('No name is unique')
  await match(one.name, 'lost-laptop-01')
  await fleetIsRead()
  // Both that the ambiguous line may mean may be in the list.
  await click(tab(/^In the fleet, not in the list 147$/))
  await expect.element(heading('147 devices not in the list')).toBeVisible()
  expect(boxes().some(({ checked }) => checked)).toBe(false)
  await fill(
    page.getByRole('combobox', { name: 'Search devices not in the list' }),
    'status:online',
  )
  await user.keyboard('{Enter}')
  const online = everyDevice(network).filter(
    ({ status, id }) => status === 'Online' && id !== one.id,
  ).length
  await expect.element(heading(`${online} devices not in the list`)).toBeVisible()
  expect(address()).toBe('/devices/from-list/others?q=status:online')
  // The filters are those of the list of devices, with chips.
  await click(page.getByRole('link', { name: 'Remove filter Status: Online' }))
  await expect.element(heading('147 devices not in the list')).toBeVisible()
  await atSize(390, 844)
  // The strip shows the part that is open.
  await click(tab(/^Matched/))
  await click(tab(/^In the fleet, not in the list/))
  await expect.element(tab(/^In the fleet, not in the list/)).toBeInViewport()
  await openFilter('Status')
  await click(filterMenu().getByRole('checkbox', { name: /^Online/ }))
  await expect.element(heading(`${online} devices not in the list`)).toBeVisible()
})

test('while devices load, nothing says for good that a line wasn’t found', async () => {
  let held: ReturnType<typeof holdPages> | undefined
  const { network } = open(undefined, {
    network: { fleetSize: 250 },
    prepare: (made) => {
      held = holdPages(made, { from: 100 })
    },
  })
  const last = unique(network).at(-1)
  if (!last) throw new Error('No name is unique')
  await match(last.name)
  await expect
    .element(heading('1 line = 0 matched + 0 ambiguous + 1 not found so far + 0 repeated'))
    .toBeVisible()
  await expect.element(tab(/^Not found so far 1$/)).toBeVisible()
  await expect.element(page.getByText('No line names a device so far')).toBeVisible()
  held?.release()
  await expect
    .element(heading('1 line = 1 matched + 0 ambiguous + 0 not found + 0 repeated'))
    .toBeVisible()
})

test('a list that takes long says how far it is, and Cancel leads back to its text', async () => {
  const held = holdCalls('matchList')
  open()
  await match('lost-laptop-01', 'nowhere')
  const bar = page.getByRole('progressbar', { name: 'Held' })
  await expect.element(bar).toHaveAttribute('value', '1')
  await click(button('Cancel'))
  await expect.element(field()).toHaveValue('lost-laptop-01\nnowhere')
  await expect.element(field()).toHaveFocus()
  await expect.element(bar).not.toBeInTheDocument()
  expect(held.canceled()).toBe(1)
  held.release()
  await click(button('Match 2 lines'))
  await expect.element(heading(/^2 lines = 0 matched \+ 1 ambiguous \+ 1 not found/)).toBeVisible()
})

test('a table is matched by the column that names most or by another one, and a person is all their devices or the one used last', async () => {
  const { network } = open()
  const anas = everyDevice(network).filter(({ user: owner }) => owner?.lastName === 'Kovačević')
  const count = anas.length
  await match(
    'ID,E-mail,Site',
    ...anas.map(({ id, user: owner }) => `${id},${owner?.email},Berlin`),
  )
  await fleetIsRead()
  const column = page.getByRole('combobox', { name: 'Match by column' })
  await expect.element(column).toHaveValue('0')
  await expect.element(heading(new RegExp(`^${count} lines = ${count} matched`))).toBeVisible()
  await user.selectOptions(column.element(), 'Site')
  await expect
    .element(
      heading(new RegExp(`= 0 matched \\+ 0 ambiguous \\+ 1 not found \\+ ${count - 1} repeated`)),
    )
    .toBeVisible()
  await user.selectOptions(column.element(), 'E-mail')
  await expect.element(page.getByText(`${count} of ${count} selected`)).toBeVisible()
  await click(page.getByRole('radio', { name: 'Last used' }))
  await expect.element(page.getByText('1 of 1 selected')).toBeVisible()
})

test('a file that can’t be read is named with its line and the next step, and the page goes on', async () => {
  open()
  const give = (file: File) => chooseFile('Choose a file…', file)
  const broken = new File(['Name,Note\nalpha,"open\nbeta,x\n'], 'leavers.csv')
  await give(broken)
  const alert = page.getByRole('alert')
  await expect
    .element(alert)
    .toMatchTextContent('leavers.csv, line 2: A quotation mark is opened here and never closed')
  await expect.element(alert).toMatchTextContent('Close or remove it in the file')
  await expect.element(field()).toHaveValue('Name,Note\nalpha,"open\nbeta,x\n')
  // What can't be a list leaves the text as it is.
  await give(new File(['\u{89}PNG\r\n\0\0'], 'photo.txt'))
  await expect.element(alert).toMatchTextContent('photo.txt, line 2: This isn’t a text file')
  await give(new File(['x'.repeat(8_000_001)], 'huge.txt'))
  await expect.element(alert).toMatchTextContent('huge.txt: This file is larger than 8 MB')
  await expect.element(field()).toHaveValue('Name,Note\nalpha,"open\nbeta,x\n')
  await give(new File(['\u{feff}Hostname\r\n'], 'empty.csv'))
  await expect
    .element(alert)
    .toMatchTextContent('empty.csv: The list has a heading, and no lines below it')
})

test('a list that is too long to edit says so, and stays until there is another one', async () => {
  const { network } = open()
  const [one] = unique(network)
  if (!one) throw new Error('No name is unique')
  await expect.element(field()).toBeVisible()
  await user.click(field().element())
  await user.paste(`${one.name}\n${`${'x'.repeat(99)}\n`.repeat(2_100)}`)
  const isMatched = () => expect.element(heading(/^2,101 lines = 1 matched/)).toBeVisible()
  await isMatched()
  await click(button('Change list'))
  await expect.element(field()).toHaveFocus()
  await expect.element(field()).toHaveValue('')
  await expect
    .element(field())
    .toHaveAccessibleDescription(/^Pasted list is too long to edit here\. Paste or choose/)
  await expectAccessible()
  await click(button('Keep this list'))
  await isMatched()
})

test('pasted lines can be searched for as a text instead', async () => {
  const { address } = open('/devices')
  await listIsThere()
  const search = page.getByRole('combobox', { name: 'Search devices' })
  await user.click(search.element())
  await user.paste('lost\nlaptop')
  await click(button('Search for the text'))
  await expect.element(search).toHaveValue('lost laptop')
  await expect.poll(address).toBe('/devices?q=lost+laptop')
  await expect.element(button('Match 2 lines')).not.toBeInTheDocument()
})

test('every way in leads to the list, none by an address that names its lines', async () => {
  const { network, address } = open('/devices')
  const [a, b] = unique(network)
  if (!a || !b) throw new Error('Too few names are unique')
  const lines = `${a.name}\n${b.name}\n`
  const isMatched = async () => {
    await expect.element(heading(/^2 lines = 2 matched/)).toBeVisible()
    expect(address()).toBe('/devices/from-list')
  }
  const goTo = (name: string) => click(page.getByRole('link', { name, exact: true }).first())
  const paste = async (search: Locator) => {
    await expect.element(search).toBeVisible()
    await user.click(search.element())
    await user.paste(lines)
    await expect.element(search).toHaveValue('')
  }

  // Beside Export.
  await listIsThere()
  await goTo('From a list…')
  await expect.element(field()).toBeVisible()
  // From the page of clean-up, whose devices a list may name instead.
  await goTo('Clean up')
  await goTo('devices from a list')
  await expect.element(field()).toBeVisible()
  // By the palette, which leads to the comparison of files, too.
  await goTo('Devices')
  await choose('what changed')
  await expect.element(button('Choose an earlier export…')).toBeVisible()
  await choose('devices from a list')
  await expect.element(field()).toBeVisible()

  // Lines pasted into the palette, and into both search fields.
  await user.keyboard('{Control>}k{/Control}')
  await paste(page.getByRole('combobox', { name: 'Search everything' }))
  await user.keyboard('{Enter}')
  await isMatched()
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  await goTo('Devices')
  await listIsThere()
  await paste(page.getByRole('combobox', { name: 'Search devices' }))
  await click(button('Match 2 lines'))
  await isMatched()
  await goTo('People')
  await paste(page.getByRole('searchbox', { name: 'Search people' }))
  await user.keyboard('{Enter}')
  await isMatched()

  // Lines pasted outside of fields, on any page, and in place of a list that is being changed.
  await goTo('Activity')
  await expect.element(page.getByRole('heading', { level: 1, name: 'Activity' })).toHaveFocus()
  await user.paste('one line')
  expect(address()).toBe('/activity')
  await user.paste(lines)
  await isMatched()
  await click(button('Change list'))
  await expect.element(field()).toHaveFocus()
  field().element().blur()
  await user.paste(`${lines}nowhere\n`)
  await expect.element(heading(/^3 lines = 2 matched/)).toBeVisible()

  // A file dropped on the list of devices.
  await goTo('Devices')
  await expect.element(page.getByRole('link', { name: 'From a list…' })).toBeVisible()
  const data = new DataTransfer()
  data.items.add(new File([`${lines}nowhere\n`], 'ticket.txt'))
  const event = { dataTransfer: data, bubbles: true, cancelable: true }
  // A browser says so again and again while a file is over the page.
  await expect
    .poll(() => {
      document.body.dispatchEvent(new DragEvent('dragover', event))
      return page.getByText('Drop to match its lines').query()
    })
    .not.toBeNull()
  document.body.dispatchEvent(new DragEvent('drop', event))
  await expect.element(heading(/^3 lines = 2 matched/)).toBeVisible()
  await expect.element(page.getByText('ticket.txt')).toBeVisible()
})

/** Opens what the palette finds first. */
async function choose(text: string): Promise<void> {
  await user.keyboard('{Control>}k{/Control}')
  await expect.element(page.getByRole('combobox', { name: 'Search everything' })).toHaveFocus()
  await user.keyboard(text)
  const first = page.getByRole('option', { name: new RegExp(text, 'i') }).first()
  await expect.element(first).toBeVisible()
  await user.keyboard('{Enter}')
}

test('the list stays in the memory of its session: not in an address, a store or a message to other tabs', async () => {
  const told: string[] = []
  const tell = (...args: readonly unknown[]) => void told.push(JSON.stringify(args))
  const spies = [
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(tell),
    vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(tell),
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation((...args) => {
      tell(...args)
      throw new Error('Nothing is kept')
    }),
  ]
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore()
  })
  const { address } = open()
  await match('canary-laptop', 'ana-canary@x.example')
  await fleetIsRead()
  await expect.element(heading(/^2 lines = 0 matched/)).toBeVisible()
  await click(tab(/^Not found/))
  await expect.element(page.getByText('canary-laptop')).toBeVisible()
  expect(address()).toBe('/devices/from-list/not-found')
  expect(JSON.stringify(givenList(currentSession()).get())).toContain('canary')
  for (const spy of spies) spy.mockRestore()
  signOut()
  await expect.element(page.getByLabelText('API key')).toBeVisible()
  expect(document.documentElement.outerHTML).not.toContain('canary')
  await user.type(page.getByLabelText('API key').element(), 'demo-key')
  await click(button('Connect'))
  await expect.element(field()).toHaveValue('')
  expect(told.join()).not.toContain('canary')
})

test('every line with what it names is a file', async () => {
  const { network } = open()
  const [one] = unique(network)
  await match(one?.name ?? '', 'nowhere')
  await fleetIsRead()
  const files = filesSaved()
  await click(button('Export'))
  await expect.poll(() => files.length).toBe(1)
  expect(files[0]?.name).toMatch(/^list_api\.test_.*Z\.csv$/)
  const rows = ((await files[0]?.text()) ?? '').split('\r\n')
  expect(rows[1]).toMatch(new RegExp(`^1,${one?.name},Matched,${one?.name},`))
  expect(rows[2]).toBe('2,nowhere,Not found')
})
