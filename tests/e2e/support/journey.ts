import { expect, type Page } from '@playwright/test'
import type { ServerSortEntry } from '../../../src/device/fields.ts'
import { createBackend } from '../../../src/mock/backend.ts'
import {
  columnHeader,
  confirmation,
  deviceTable,
  fact,
  heading,
  names,
  pagination,
  range,
  row,
  rowAction,
  sortBy,
  deviceLink,
} from './console.ts'

/** The same fleet as both APIs have at the beginning: what must be on screen is asked of it. */
const oracle = createBackend({ size: 1_248 })

/** Names of the rows that a page of the list must show. */
export function expectedNames(sort: readonly ServerSortEntry[], offset = 0, limit = 25): string[] {
  return oracle.list(sort, limit, offset).data.map(({ name }) => name)
}

const byName: ServerSortEntry = { field: 'name', descending: false }
const byStatus: ServerSortEntry = { field: 'status', descending: false }

/** Sorts, pages, opens a device and comes back, then begins again with the whole list. */
export async function looksAround(page: Page): Promise<void> {
  await sorts(page)
  await findsPageThree(page)
  await looksAndComesBack(page)
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Devices' })
    .click()
}

/** The same on a phone, where one sheet sorts the list. */
export async function looksAroundOnPhone(page: Page): Promise<void> {
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  await page.getByRole('button', { name: 'Filter and sort' }).click()
  const sheet = page.getByRole('dialog', { name: 'Filter and sort' })
  await sheet.getByRole('combobox', { name: 'Sort by' }).selectOption('Status')
  await sheet.getByRole('combobox', { name: 'Then by' }).selectOption('Name')
  await sheet.getByRole('button', { name: 'Show 1,248 devices' }).click()
  await expect(page).toHaveURL(/\/devices\?sort=status,name$/)
  await expectOrder(page, [byStatus, byName])
  await findsPageThree(page)
  await looksAndComesBack(page)
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Devices' })
    .click()
}

/** From the list as it opens: sorts by name up, down and not at all, then by status and name. */
async function sorts(page: Page): Promise<void> {
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  await expect(names(page)).toHaveText(expectedNames([]))

  await sortBy(page, 'Name').click()
  await expect(page).toHaveURL(/\/devices\?sort=name$/)
  await expect(columnHeader(page, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await expectOrder(page, [byName])

  await sortBy(page, 'Name').click()
  await expect(page).toHaveURL(/\/devices\?sort=-name$/)
  await expect(columnHeader(page, 'Name')).toHaveAttribute('aria-sort', 'descending')
  await expectOrder(page, [{ ...byName, descending: true }])

  await sortBy(page, 'Name').click()
  await expect(page).toHaveURL(/\/devices$/)
  await expect(columnHeader(page, 'Name')).not.toHaveAttribute('aria-sort')
  await expectOrder(page, [])

  await sortBy(page, 'Status').click()
  await sortBy(page, 'Name').click({ modifiers: ['Shift'] })
  await expect(page).toHaveURL(/\/devices\?sort=status,name$/)
  await expect(columnHeader(page, 'Status')).toHaveAttribute('aria-sort', 'ascending')
  await expect(columnHeader(page, 'Name')).not.toHaveAttribute('aria-sort')
  await expect(columnHeader(page, 'Name')).toContainText('sort key 2, ascending')
  await expectOrder(page, [byStatus, byName])
}

/** Changes the rows per page, there and back, and walks to page 3 of the list as it is sorted. */
async function findsPageThree(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Rows per page' }).selectOption('50')
  await expect(range(page, '1–50 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\?sort=status,name&size=50$/)
  await expect(names(page)).toHaveCount(50)
  await page.getByRole('combobox', { name: 'Rows per page' }).selectOption('25')
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  // Until the rows are replaced, the page is longer and its links are elsewhere.
  await expect(names(page)).toHaveCount(25)

  await pagination(page, 'Next').click()
  await expect(range(page, '26–50 of 1,248')).toBeVisible()
  await pagination(page, 'Next').click()
  await expect(range(page, '51–75 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\?sort=status,name&page=3$/)
  await expectOrder(page, [byStatus, byName], 50)
}

/** Opens a device of page 3 and comes back to that very page, by the link and by the browser's Back. */
async function looksAndComesBack(page: Page): Promise<void> {
  const [wanted] = oracle.list([byStatus, byName], 25, 50).data
  if (!wanted) throw new Error('Page 3 is empty')

  await deviceLink(page, wanted.name).click()
  await expect(heading(page, wanted.name)).toBeVisible()
  await expect(heading(page, wanted.name)).toBeFocused()
  await expect(page).toHaveTitle(`${wanted.name} · Device console`)
  await expect(page).toHaveURL(new RegExp(`/devices/${wanted.id}$`))
  const facts = page.getByRole('main')
  await expect(fact(facts, 'Device ID')).toContainText(wanted.id)
  await expect(fact(facts, 'Hardware ID')).toContainText(wanted.hardwareId)
  await expect(fact(facts, 'Status')).toContainText(wanted.status)
  await expect(fact(facts, 'Registered')).toContainText('ago')
  await expect(page.getByText(/as of \d\d:\d\d:\d\d/)).toBeVisible()

  await page.getByRole('main').getByRole('link', { name: 'Devices', exact: true }).click()
  await expect(page).toHaveURL(/\?sort=status,name&page=3$/)
  await expect(range(page, '51–75 of 1,248')).toBeVisible()
  await expectOrder(page, [byStatus, byName], 50)

  await deviceLink(page, wanted.name).click()
  await expect(heading(page, wanted.name)).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/\?sort=status,name&page=3$/)
  await expectOrder(page, [byStatus, byName], 50)
}

/**
 * Deactivates `lost-laptop-01` after leaving the confirmation three ways: from its row, or on a phone
 * from the bar of the selection.
 */
export async function deactivates(page: Page, isPhone = false): Promise<void> {
  const laptop = row(page, 'lost-laptop-01')
  const dialog = confirmation(page)
  if (isPhone) await laptop.getByRole('checkbox').check()
  const open = async () => {
    await (
      isPhone ? selectionAction(page, 'Deactivate 1') : rowAction(laptop, 'Deactivate')
    ).click()
    await expect(dialog).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  }

  await open()
  await expect(dialog.getByRole('heading')).toHaveText('Deactivate lost-laptop-01?')
  await expect(fact(dialog, 'Owner')).toContainText('Jonas Weber')
  await expect(fact(dialog, 'Owner')).toContainText('jonas.weber@harbor.example')
  await expect(fact(dialog, 'Last connection')).toContainText('3 days ago')
  await expect(fact(dialog, 'Access')).toContainText('signed out')
  await expect(fact(dialog, 'Record')).toContainText('status Deactivated')
  await expect(fact(dialog, 'Device limit')).toContainText('still counts')
  await expect(fact(dialog, 'Not affected')).toContainText('account')
  await expect(dialog).toContainText('This can’t be undone from this console.')
  await expect(dialog).toContainText('Remove instead')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(laptop).toContainText('Offline')

  await open()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect(laptop).toContainText('Offline')

  await open()
  await dialog.getByRole('button', { name: 'Deactivate device' }).click()
  await expect(dialog).toBeHidden()
  await expect(notifications(page)).toContainText('lost-laptop-01 was deactivated')
  await expect(laptop).toContainText('Deactivated')
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  if (!isPhone) {
    await expect(rowAction(laptop, 'Deactivate')).toHaveAttribute('aria-disabled', 'true')
  }
}

/** Removes `ana-macbook-pro-14`, which is in use and so asks for its name, from its own page. */
export async function removes(page: Page): Promise<void> {
  const name = 'ana-macbook-pro-14'
  await deviceLink(page, name).click()
  await expect(heading(page, name)).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Remove' }).click()

  const dialog = confirmation(page)
  await expect(dialog.getByRole('heading')).toHaveText(`Remove ${name}?`)
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(fact(dialog, 'Device limit')).toContainText('frees one')
  const typed = dialog.getByRole('textbox', { name: `Type ${name} to confirm` })
  const confirm = dialog.getByRole('button', { name: 'Remove device' })
  await expect(typed).toBeVisible()
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await typed.fill('ana-macbook-pro')
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await typed.fill(name)
  await confirm.click()

  await expect(heading(page, 'Devices')).toBeFocused()
  await expect(page).toHaveURL(/\/devices$/)
  await expect(notifications(page)).toContainText(`${name} was removed`)
  await expect(range(page, '1–25 of 1,247')).toBeVisible()
  await expect(row(page, 'lost-laptop-01')).toBeVisible()
  await expect(row(page, name)).toHaveCount(0)
}

/** A button of the bar that acts on the selection. */
export function selectionAction(page: Page, name: string) {
  return page.getByRole('region', { name: 'Selection' }).getByRole('button', { name })
}

/** Where toasts appear. */
export function notifications(page: Page) {
  return page.getByRole('region', { name: 'Notifications' })
}

async function expectOrder(
  page: Page,
  sort: readonly ServerSortEntry[],
  offset = 0,
): Promise<void> {
  await expect(names(page)).toHaveText(expectedNames(sort, offset).map(inOneLine))
  await expect(deviceTable(page)).not.toHaveAttribute('aria-busy')
}

/** Deceptive characters are shown as marks, and long names end in an ellipsis: their beginning is enough. */
function inOneLine(name: string): RegExp {
  const [plain = ''] = /^[\x21-\x7e]{0,60}/.exec(name) ?? []
  return new RegExp(`^${plain.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}`)
}
