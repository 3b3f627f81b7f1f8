import { describe, expect, test } from 'vitest'
import { page, type Locator } from 'vitest/browser'
import { openExport } from './acting.ts'
import { shownFileFields } from '../../src/devices/write-export.ts'
import { holdPages, type Held } from './held-pages.ts'
import {
  changes,
  click,
  columnsShown,
  dialog,
  fill,
  listIsThere,
  namesShown,
  renderConsole,
  row,
  rowAction,
  table,
  user,
} from './support.tsx'

const button = (name: string) => page.getByRole('button', { name, exact: true })
const selectBox = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` })
const selectionBar = () => page.getByRole('region', { name: 'Selection' })
const topOf = (locator: Locator) => locator.element().getBoundingClientRect().top

async function fleetIsRead(): Promise<void> {
  await expect.element(page.getByText(/^All [\d,]+ devices · updated/)).toBeVisible()
}

describe('choosing', () => {
  test('moves no row from under the pointer', async () => {
    renderConsole()
    await listIsThere()
    const before = topOf(row('lost-laptop-01'))
    await click(selectBox('lost-laptop-01'))
    await expect.element(selectionBar()).toMatchTextContent(/1 selected/)
    expect(topOf(row('lost-laptop-01'))).toBe(before)
  })

  test('offers everything that matches, whatever was chosen before', async () => {
    renderConsole({ path: '/devices?q=status:offline', network: { fleetSize: 1_248 } })
    await listIsThere()
    await fleetIsRead()
    await click(page.getByRole('checkbox', { name: 'Select all on this page' }))
    await click(selectionBar().getByRole('button', { name: /^Select all \d+ that match$/ }))
    await expect.element(selectionBar()).toMatchTextContent(/[2-9]\d\d selected/)
    // All are taken, so nothing more is offered, until another search finds others.
    await expect
      .element(selectionBar().getByRole('button', { name: /^Select all/ }))
      .not.toBeInTheDocument()
    await click(page.getByRole('link', { name: 'Clear all' }))
    await expect.element(page.getByRole('link', { name: 'Clear all' })).not.toBeInTheDocument()
    await fill(page.getByRole('combobox', { name: 'Search devices' }), 'status:unauthorized')
    await user.keyboard('{Enter}')
    await expect.element(page.getByText(/^\d+ devices match$/)).toBeVisible()
    await expect.poll(() => table().getByText('Unauthorized').elements().length).toBe(25)
    await click(page.getByRole('checkbox', { name: 'Select all on this page' }))
    await expect
      .element(selectionBar().getByRole('button', { name: /^Select all \d+ that match$/ }))
      .toBeVisible()
  })

  test('shows what the list knows by now of what was chosen', async () => {
    const { network, readAgainByItself } = renderConsole()
    await listIsThere()
    await click(selectBox('lost-laptop-01'))
    const lost = network.backend.list([], 10, 0).data.find(({ name }) => name === 'lost-laptop-01')
    network.backend.deactivate(lost?.id ?? '')
    await readAgainByItself()
    await expect.element(row('lost-laptop-01')).toMatchTextContent(/Deactivated/)
    await expect
      .element(selectionBar().getByRole('button', { name: 'Deactivate 1' }))
      .toHaveAttribute('aria-disabled', 'true')
  })
})

describe('a search', () => {
  test('shows what one’s own action changed', async () => {
    const { network } = renderConsole({ path: '/devices?q=lost-laptop-01' })
    await listIsThere()
    await fleetIsRead()
    await click(rowAction('Deactivate', 'lost-laptop-01'))
    const confirm = dialog().getByRole('button', { name: 'Deactivate device' })
    await expect.element(confirm).not.toHaveAttribute('aria-disabled')
    await click(confirm)
    await expect.element(row('lost-laptop-01')).toMatchTextContent(/Deactivated/)
    await expect
      .element(rowAction('Deactivate', 'lost-laptop-01'))
      .toHaveAttribute('aria-disabled', 'true')
    expect(page.getByText('The list has changed').query()).toBeNull()
    expect(changes(network, 'deactivate')).toHaveLength(1)
  })

  test('is read again from the API by Refresh', async () => {
    const { network } = renderConsole({ path: '/devices?q=lost-laptop-01' })
    await listIsThere()
    await fleetIsRead()
    const lost = network.backend.list([], 10, 0).data.find(({ name }) => name === 'lost-laptop-01')
    network.backend.remove(lost?.id ?? '')
    await click(button('Refresh'))
    await expect.element(row('lost-laptop-01')).not.toBeInTheDocument()
  })

  test('keeps the page it was opened at while the fleet is read', async () => {
    let rest: Held | undefined
    const { address } = renderConsole({
      path: '/devices?q=status:offline&page=5',
      prepare: (network) => (rest = holdPages(network, { from: 1 })),
    })
    await expect.element(page.getByText('Loading devices: 100 of 600')).toBeVisible()
    await expect.poll(address).toBe('/devices?q=status:offline&page=5')
    rest?.release()
    await fleetIsRead()
    await expect.element(page.getByText(/^101–125 of \d+$/)).toBeVisible()
    await expect.poll(address).toBe('/devices?q=status:offline&page=5')
  })
})

test('a part of a search that is repeated is explained once', async () => {
  renderConsole({ path: '/devices?q=foo:1+foo:1+foo:2' })
  await expect.element(page.getByText(/“foo:2” isn’t a valid filter/)).toBeVisible()
  expect(page.getByText(/“foo:1” isn’t a valid filter/).elements()).toHaveLength(1)
  // It stays in the field, where it can be corrected.
  const field = page.getByRole('combobox', { name: 'Search devices' })
  await expect.element(field).toHaveValue('foo:1 foo:1 foo:2')
})

describe('the list', () => {
  test('shows the column it is sorted by, chosen or not', async () => {
    renderConsole({ path: '/devices?sort=-updatedAt&size=10' })
    await listIsThere()
    expect(columnsShown()).toContain('Updated')
    await click(table().getByRole('button', { name: 'Updated' }))
    await expect.poll(columnsShown).not.toContain('Updated')
  })

  test('gives the focus to the heading when what had it is gone', async () => {
    renderConsole({ path: '/devices?q=status:offline' })
    await listIsThere()
    const chip = page.getByRole('link', { name: 'Clear all' })
    await expect.element(chip).toBeVisible()
    ;(chip.element() as HTMLElement).focus()
    await user.keyboard('{Enter}')
    await expect.element(chip).not.toBeInTheDocument()
    await expect.element(page.getByRole('heading', { level: 1, name: 'Devices' })).toHaveFocus()
  })

  test('keeps the focus on a link of the pagination that leads nowhere any more', async () => {
    renderConsole()
    await listIsThere()
    const last = page.getByRole('link', { name: 'Last page' })
    ;(last.element() as HTMLElement).focus()
    await user.keyboard('{Enter}')
    await expect.element(last).toHaveAttribute('aria-disabled', 'true')
    await expect.element(last).toHaveFocus()
    expect(namesShown().length).toBeGreaterThan(0)
  })
})

describe('the export', () => {
  test('says what it will write, and forgets a wish when something else is meant', async () => {
    renderConsole()
    await listIsThere()
    const scope = (name: string) =>
      page.getByRole('group', { name: 'Devices' }).getByRole('radio', { name, exact: true })
    await openExport()
    await expect.element(scope('All')).toBeChecked()
    await click(selectBox('lost-laptop-01'))
    await expect.element(scope('1 selected')).toBeChecked()
    await click(scope('All'))
    await expect.element(scope('All')).toBeChecked()
    await fill(page.getByRole('combobox', { name: 'Search devices' }), 'status:offline')
    await user.keyboard('{Enter}')
    await expect.element(page.getByText(/^\d+ devices match$/)).toBeVisible()
    await click(page.getByRole('button', { name: 'Clear selection' }))
    await expect.element(scope('Matching')).toBeChecked()
  })

  // The API's ID besides, so that the file can be compared with a later one.
  test('tells apart devices and people of the same name', () => {
    expect(shownFileFields()).toEqual([
      'name',
      'status',
      'owner',
      'ownerEmail',
      'lastConnection',
      'appVersion',
      'createdAt',
      'hardwareId',
      'id',
      'posture',
      'failedChecks',
      'lastCheck',
    ])
  })
})
