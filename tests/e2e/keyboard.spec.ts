import { expect, type Locator, type Page } from '@playwright/test'
import {
  columnHeader,
  confirmation,
  deviceLink,
  heading,
  keyField,
  names,
  pagination,
  range,
  row,
  rowAction,
  sortBy,
} from './support/console.ts'
import { expectedNames, notifications } from './support/journey.ts'
import { goodKey } from './support/sites.ts'
import { test } from './support/test.ts'

test('an admin without a mouse connects, sorts, pages, looks, deactivates and removes', async ({
  page,
  api,
}) => {
  const { keyboard } = page
  await connectByKeyboard(page)
  await expect(heading(page, 'Devices')).toBeFocused()

  // What is suggested below the search is no stop of its own, though it scrolls.
  await keyboard.press('/')
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
  await keyboard.press('Tab')
  await expectFocus(page, page.getByRole('button', { name: 'Filter', exact: true }))
  await tabTo(page, page.getByRole('checkbox', { name: 'Select all on this page' }))
  await arrowTo(page, sortBy(page, 'Name'))
  await keyboard.press('Enter')
  await expect(columnHeader(page, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await expect(sortBy(page, 'Name')).toBeFocused()
  await arrowTo(page, sortBy(page, 'Status'))
  await keyboard.press('Shift+Enter')
  await expect(page).toHaveURL(/\?sort=name,status$/)
  await expect(sortBy(page, 'Status')).toBeFocused()
  await keyboard.press('Space')
  await expect(page).toHaveURL(/\?sort=-status$/)

  await tabTo(page, pagination(page, 'Next'), { backwards: true })
  await keyboard.press('Enter')
  await expect(range(page, '26–50 of 1,248')).toBeVisible()
  await expect(pagination(page, 'Next')).toBeFocused()
  await keyboard.press('Enter')
  await expect(range(page, '51–75 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\?sort=-status&page=3$/)

  const shown = expectedNames([{ field: 'status', descending: true }], 50, 2)
  await keyboard.press('j')
  await expectFocus(page, names(page).nth(0))
  await keyboard.press('j')
  await expectFocus(page, names(page).nth(1))
  await keyboard.press('k')
  await expectFocus(page, names(page).nth(0))
  await keyboard.press('Enter')
  await expect(heading(page, shown[0] ?? '')).toBeFocused()

  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Devices', exact: true }))
  await keyboard.press('Enter')
  await expect(page).toHaveURL(/\?sort=-status&page=3$/)
  await expect(heading(page, 'Devices')).toBeFocused()

  const nav = page.getByRole('navigation', { name: 'Main' })
  await tabTo(page, nav.getByRole('link', { name: 'Devices' }), { backwards: true })
  await keyboard.press('Enter')
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  await deactivatesByKeyboard(page)
  await removesByKeyboard(page)
  expect(api.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
})

async function connectByKeyboard(page: Page): Promise<void> {
  await page.goto('/devices')
  await expect(keyField(page)).toBeFocused()
  await page.keyboard.type(goodKey)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Devices')).toBeVisible()
  // Shortcuts work once the parts that load after the rows are there.
  await expect(page.getByRole('button', { name: 'Menu' })).toBeVisible()
}

async function deactivatesByKeyboard(page: Page): Promise<void> {
  const opener = rowAction(row(page, 'lost-laptop-01'), 'Deactivate')
  const cancel = confirmation(page).getByRole('button', { name: 'Cancel' })
  await walkTo(page, 'lost-laptop-01')
  await arrowTo(page, opener)
  for (const leave of ['Escape', 'Enter', 'Space']) {
    await page.keyboard.press('Enter')
    await expectFocus(page, cancel)
    await page.keyboard.press(leave)
    await expect(confirmation(page)).toBeHidden()
    await expectFocus(page, opener)
  }
  await page.keyboard.press('Enter')
  await confirmByKeyboard(page, 'Deactivate device')
  await expect(notifications(page)).toContainText('lost-laptop-01 was deactivated')
  await expectFocus(page, opener)
}

async function removesByKeyboard(page: Page): Promise<void> {
  await arrowTo(page, rowAction(row(page, 'lost-laptop-01'), 'Remove'))
  await page.keyboard.press('Enter')
  await confirmByKeyboard(page, 'Remove device')
  await expect(range(page, '1–25 of 1,247')).toBeVisible()
  // The neighbour: whoever cleans up goes on where they are.
  await expectFocus(page, deviceLink(page, 'Priya’s iPhone'))
}

async function confirmByKeyboard(page: Page, name: string): Promise<void> {
  const button = confirmation(page).getByRole('button', { name })
  await expect(button).not.toHaveAttribute('aria-disabled')
  await tabTo(page, button)
  await page.keyboard.press('Enter')
  await expect(confirmation(page)).toBeHidden()
}

/** Walks the rows down to a device of the first ten. */
async function walkTo(page: Page, name: string): Promise<void> {
  const wanted = deviceLink(page, name)
  await expect(wanted).toBeVisible()
  for (let step = 0; step < 10 && !(await hasFocus(wanted)); step += 1) {
    await page.keyboard.press('j')
  }
  await expectFocus(page, wanted)
}

/** Walks along a row or header to one of its parts. */
async function arrowTo(page: Page, wanted: Locator): Promise<void> {
  for (let step = 0; step < 5 && !(await hasFocus(wanted)); step += 1) {
    await page.keyboard.press('ArrowRight')
  }
  await expectFocus(page, wanted)
}

/** Presses Tab until something has the focus, as a person would. */
async function tabTo(page: Page, wanted: Locator, { backwards = false } = {}): Promise<void> {
  await expect(wanted).toBeAttached()
  for (let step = 0; step < 200 && !(await hasFocus(wanted)); step += 1) {
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab')
  }
  await expectFocus(page, wanted)
}

function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement)
}

/** It has the focus, is in sight, and is marked as having it. */
async function expectFocus(page: Page, locator: Locator): Promise<void> {
  await expect(locator).toBeFocused()
  await expect(locator).toBeInViewport()
  const isMarked = await page.evaluate(() => {
    const focused = document.activeElement
    return focused?.matches(':focus-visible') && getComputedStyle(focused).outlineStyle !== 'none'
  })
  expect(isMarked, 'a mark on what has the focus').toBe(true)
}
