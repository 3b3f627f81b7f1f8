import { expect, type Locator, type Page } from '@playwright/test'
import { goodKey } from './sites.ts'

/** Opens an address of the console and connects with a key. */
export async function openConnected(page: Page, path = '/devices', key = goodKey): Promise<void> {
  await page.goto(path)
  await connect(page, key)
  await expect(heading(page, 'Connect')).toBeHidden()
}

/** Opens the list with a key that this tab keeps over a reload. */
export async function openKept(page: Page, path = '/devices'): Promise<void> {
  await page.goto(path)
  await page.getByRole('checkbox', { name: 'Remember until I close this tab' }).check()
  await connect(page)
  await expect(names(page).first()).toBeVisible()
}

/** Fills in the connect page. */
export async function connect(page: Page, key = goodKey): Promise<void> {
  await keyField(page).fill(key)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

export function keyField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'API key' })
}

/** The page's one heading of the first level. */
export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name, exact: true })
}

export function deviceTable(page: Page): Locator {
  return page.getByRole('table', { name: 'Devices' })
}

/** Names of the devices shown, in the order on screen. */
export function names(page: Page): Locator {
  return deviceTable(page).getByRole('rowheader').getByRole('link')
}

/** The way to what this tab has done. */
export function activityLink(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' })
}

/** The row of the device with exactly this name. */
export function row(page: Page, name: string): Locator {
  return deviceTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) })
}

/** The name of a device in its row: the way to its page. */
export function deviceLink(page: Page, name: string): Locator {
  return deviceTable(page).getByRole('rowheader').getByRole('link', { name, exact: true })
}

export function rowAction(of: Locator, verb: 'Deactivate' | 'Remove'): Locator {
  return of.getByRole('button', { name: new RegExp(`^${verb} `) })
}

export function columnHeader(page: Page, label: string): Locator {
  return deviceTable(page).getByRole('columnheader', { name: new RegExp(`^${label}\\b`) })
}

/** The button by which a column sorts. */
export function sortBy(page: Page, label: string): Locator {
  return columnHeader(page, label).getByRole('button')
}

export function pagination(page: Page, link: 'First' | 'Previous' | 'Next' | 'Last'): Locator {
  return page
    .getByRole('navigation', { name: 'Pagination' })
    .getByRole('link', { name: `${link} page` })
}

/** The line that says which rows are shown: `26–50 of 1,248`. */
export function range(page: Page, text: string): Locator {
  return page.getByText(text, { exact: true })
}

export function confirmation(page: Page): Locator {
  return page.getByRole('alertdialog')
}

/** A fact of a device page or dialog, by its label. */
export function fact(within: Locator, label: string): Locator {
  return (
    within
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${label}$`) })
      .locator('xpath=following-sibling::dd[1]')
      // The header of a device repeats its most important facts.
      .first()
  )
}
