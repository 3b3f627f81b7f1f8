import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { FaultKind } from '../../src/mock/faults.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import {
  actButton,
  atSize,
  filterMenu,
  fleetIsRead,
  isReady,
  notifications,
  openActivity,
  openExport,
  openFilter,
  selectionBar,
  typeAndEnter,
} from './acting.ts'
import { expectAccessible } from './axe.ts'
import { passUntil, takeClock } from './clock.ts'
import {
  click,
  dialog,
  fill,
  listIsThere,
  namesShown,
  renderConsole,
  row,
  rowAction,
  setNetwork,
  table,
  user,
} from './support.tsx'

interface State {
  /** Address the console opens at; the list with ten rows by default. */
  path?: string
  /** 150 by default: what axe looks at is the page, and a large fleet only takes longer. */
  fleetSize?: number
  isConnected?: false
  /** It takes time, which is under the test's hand. */
  isLater?: true
  /** Brings the state about from there, and waits until it is shown. */
  reach: (network: MockNetwork) => Promise<void>
}

const laptop = 'lost-laptop-01'
const inUse = 'ana-macbook-pro-14'
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const shown = (text: string | RegExp) => expect.element(page.getByText(text)).toBeVisible()

const states: Record<string, State> = {
  'the connect page': {
    isConnected: false,
    reach: () => expect.element(heading('Connect')).toBeVisible(),
  },
  'the connect page after a wrong key': {
    isConnected: false,
    reach: async () => {
      await connect('wrong')
      await expect.element(page.getByRole('alert')).toBeVisible()
    },
  },
  'the connect page with a key that contains a space': {
    isConnected: false,
    reach: async () => {
      await connect('two words')
      await shown(/The key contains a space/)
    },
  },
  'a sorted list': {
    path: '/devices?sort=-name,status&size=10',
    reach: listIsThere,
  },
  'a compact list with every column': {
    path: '/devices?page=2&size=10',
    reach: async () => {
      await openDisplayMenu()
      const menu = page.getByRole('dialog', { name: 'Display' })
      await click(menu.getByText('Compact', { exact: true }))
      for (const box of menu.getByRole('checkbox').elements()) {
        if (!(box as HTMLInputElement).checked) await user.click(box)
      }
      await user.keyboard('{Escape}')
      await expect.element(page.getByRole('columnheader', { name: 'Posture' })).toBeVisible()
    },
  },
  'the palette with what it found': {
    reach: async () => {
      await listIsThere()
      await click(button('Search everything'))
      await expect.element(page.getByRole('combobox', { name: 'Search everything' })).toHaveFocus()
      await user.keyboard('ana')
      await expect.element(page.getByText(/^\d+ results/)).toBeInTheDocument()
    },
  },
  'the list with its display menu open': { reach: openDisplayMenu },
  'rows kept after a failed refresh': {
    reach: async (network) => {
      await listIsThere()
      setNetwork(network, { fault: 'server-error' })
      await click(button('Refresh'))
      await expect.element(alert()).toBeVisible()
    },
  },
  'a failed list without rows': {
    reach: async (network) => {
      await listIsThere()
      setNetwork(network, { fault: 'html' })
      await click(page.getByRole('columnheader', { name: 'Name' }).getByRole('button'))
      await expect.element(alert()).toBeVisible()
    },
  },
  'unreadable rows': {
    reach: async (network) => {
      await listIsThere()
      setNetwork(network, { fault: 'unreadable-rows' })
      await click(button('Refresh'))
      await shown(/on this page could not be read/)
    },
  },
  'a device': {
    reach: async () => {
      await openDevice(inUse)
      await click(page.getByText(/^Show JSON/))
      await expect.element(page.getByRole('region', { name: 'Raw JSON' })).toBeVisible()
    },
  },
  'a device that could not be read again': {
    reach: async (network) => {
      await listIsThere()
      setNetwork(network, { fault: 'server-error' })
      await openDevice(laptop)
      await expect.element(alert()).toBeVisible()
    },
  },
  'an address that can be no device': {
    path: '/devices/no.id',
    reach: () => expect.element(heading('Invalid device address')).toBeVisible(),
  },
  'a device that does not exist': {
    path: '/devices/00000000-0000-4000-8000-000000000000',
    reach: () =>
      expect.element(page.getByRole('heading', { level: 1 })).not.toMatchTextContent(/^Devices?$/),
  },
  'a page that does not exist': {
    path: '/no/such/page',
    reach: () => expect.element(heading('Page not found')).toBeVisible(),
  },
  'the confirmation of a deactivation': { reach: () => ask('Deactivate', laptop) },
  'a confirmation that asks for the device name': {
    reach: async () => {
      await ask('Remove', inUse)
      await expect.element(dialog().getByRole('textbox')).toBeVisible()
    },
  },
  'the confirmation after a failure': {
    reach: async (network) => {
      await ask('Remove', laptop)
      setNetwork(network, { fault: 'conflict', faultOn: 'changes' })
      await click(actButton())
      await expect.element(dialog().getByRole('alert')).toBeVisible()
    },
  },
  'the list after a deactivation': {
    reach: async () => {
      await ask('Deactivate', laptop)
      await click(actButton())
      await expect.element(notifications()).toMatchTextContent(laptop)
    },
  },
  'a search with an invalid filter': {
    path: '/devices?q=status:offline+seen:soon&size=10',
    reach: async () => {
      await fleetIsRead()
      await shown(/^“seen:soon”/)
    },
  },
  'a search with a filter menu open': {
    path: '/devices?q=status:offline&size=10',
    reach: async () => {
      await fleetIsRead()
      await openFilter('App version')
      await expect.element(filterMenu()).toMatchTextContent('2.')
    },
  },
  'the sheet of filters on a phone': {
    reach: async () => {
      await atSize(390, 844)
      await listIsThere()
      await click(button('Filter and sort'))
      const sheet = page.getByRole('dialog', { name: 'Filter and sort' })
      await click(sheet.getByText('Status').first())
      await expect.element(sheet.getByRole('checkbox', { name: /^Offline/ })).toBeVisible()
      // Its other parts come after it, and axe can judge the color of one of theirs alone.
      await expect.element(sheet.getByPlaceholder('Find an owner')).toBeInTheDocument()
    },
  },
  'the list with its export menu open': {
    reach: async () => {
      await listIsThere()
      await openExport()
    },
  },
  'a selection in a search': {
    path: '/devices?q=status:offline&size=10',
    reach: async () => {
      await fleetIsRead()
      await selectPage()
    },
  },
  'the confirmation of many': { reach: askForTen },
  'the confirmation of many with a skipped device': {
    reach: async () => {
      await listIsThere()
      await selectPage()
      await click(button('Deactivate 10'))
      await expect.element(button('Deactivate 9 devices')).toBeVisible()
    },
  },
  'a run paused by failures': {
    isLater: true,
    reach: async (network) => {
      await failAtTen(network, 'server-error')
      const alert = page.getByRole('alert')
      await passUntil(() => alert.query() !== null, 60_000)
      await expect.element(alert).toBeVisible()
    },
  },
  'a receipt of failures': {
    reach: async (network) => {
      await failAtTen(network, 'conflict')
      await click(page.getByRole('link', { name: 'Open receipt' }).first())
      await expect.element(page.getByRole('table', { name: 'Devices of this run' })).toBeVisible()
    },
  },
  'the list of runs': {
    reach: async () => {
      await ask('Deactivate', laptop)
      await click(actButton())
      await expect.element(dialog()).not.toBeInTheDocument()
      await openActivity()
    },
  },
  'no activity yet': { path: '/activity', reach: () => shown('No activity yet') },
  'a receipt that isn’t in this tab': {
    path: '/activity/none',
    reach: () => expect.element(heading('Receipt not found in this tab')).toBeVisible(),
  },
  'the page of a person': {
    reach: async () => {
      await listIsThere()
      await click(row(laptop).getByRole('link', { name: 'Jonas Weber' }))
      await expect.element(heading('Jonas Weber')).toBeVisible()
      await fleetIsRead()
    },
  },
  'stale devices': {
    path: '/clean-up?size=10',
    reach: async () => {
      await fleetIsRead()
      await expect.element(button('Export preview')).toBeVisible()
      await expect.element(page.getByRole('table')).not.toHaveAttribute('aria-busy')
    },
  },
  'duplicate hardware IDs': {
    path: '/duplicates?size=10',
    fleetSize: 1_248,
    reach: async () => {
      await fleetIsRead()
      await click(button(/^Select \d+ suggested$/))
      await expect.element(button(/^Remove \d+ devices$/)).toBeVisible()
    },
  },
  'the menu': {
    reach: async () => {
      await listIsThere()
      await click(button('Menu'))
      await expect.element(button('Sign out')).toBeVisible()
    },
  },
  'the keyboard shortcuts': {
    reach: async () => {
      await listIsThere()
      await click(button('Menu'))
      await click(button('Keyboard shortcuts'))
      await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  },
  'a network without devices': { fleetSize: 0, reach: () => shown('No devices yet') },
}

test.each(Object.entries(states))('axe finds nothing in %s, light or dark', async (_, state) => {
  const { path, fleetSize = 150, isConnected = true, isLater, reach } = state
  if (isLater) takeClock()
  const { network } = renderConsole({
    isConnected,
    ...(path !== undefined && { path }),
    network: { fleetSize },
  })
  await reach(network)
  await expectAccessible()
})

const alert = () => page.getByRole('main').getByRole('alert')

async function connect(key: string): Promise<void> {
  await fill(page.getByLabelText('API key'), key)
  await typeAndEnter('')
}

async function openDevice(name: string): Promise<void> {
  await listIsThere()
  await click(row(name).getByRole('link', { name, exact: true }))
  await expect.element(heading(name)).toBeVisible()
}

async function openDisplayMenu(): Promise<void> {
  await listIsThere()
  await click(button('Display'))
  await expect.element(page.getByRole('dialog', { name: 'Display' })).toBeVisible()
}

async function ask(action: 'Deactivate' | 'Remove', name: string): Promise<void> {
  await listIsThere()
  await click(rowAction(action, name))
  if (name !== inUse) await isReady()
}

async function selectPage(): Promise<void> {
  await expect.element(table()).not.toHaveAttribute('aria-busy')
  await click(page.getByRole('checkbox', { name: 'Select all on this page' }))
  await expect.element(selectionBar()).toMatchTextContent('10 selected')
  expect(namesShown()).toHaveLength(10)
}

async function askForTen(): Promise<void> {
  await listIsThere()
  await selectPage()
  await click(button('Remove 10'))
  await expect.element(dialog().getByRole('textbox')).toBeVisible()
}

/** Removes ten devices, and every request fails. */
async function failAtTen(network: MockNetwork, fault: FaultKind): Promise<void> {
  await askForTen()
  await fill(dialog().getByRole('textbox'), 'remove 10')
  setNetwork(network, { fault, faultOn: 'changes' })
  await typeAndEnter('')
}
