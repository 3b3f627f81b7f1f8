import type { Page } from '@playwright/test'
import {
  confirmation,
  connect,
  heading,
  names,
  openConnected,
  row,
  deviceLink,
} from './support/console.ts'
import { deactivates, looksAroundOnPhone, removes } from './support/journey.ts'
import { expect, test } from './support/test.ts'

test('an admin on the way finds, looks at, deactivates and removes a device on a phone', async ({
  page,
  api,
}) => {
  await page.goto('/devices')
  await connect(page)
  await looksAroundOnPhone(page)
  await deactivates(page, true)
  await removes(page)
  expect(api.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  expect(api.backend.total()).toBe(1_247)
})

test('nothing has to be scrolled sideways on the smallest phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('/devices')
  await expect(heading(page, 'Connect')).toBeVisible()
  await expectNoSidewaysScroll(page)

  await openConnected(page, '/devices?page=2')
  await expect(names(page)).toHaveCount(25)
  await expectNoSidewaysScroll(page)

  await openConnected(page, '/devices')
  await row(page, 'lost-laptop-01').getByRole('checkbox').check()
  await selectionAction(page, 'Remove 1').click()
  await expect(confirmation(page)).toBeVisible()
  await expectNoSidewaysScroll(page)
  expect(
    await confirmation(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth),
  ).toBeLessThanOrEqual(0)
  await confirmation(page).getByRole('button', { name: 'Cancel' }).click()

  await deviceLink(page, 'lost-laptop-01').click()
  await expect(heading(page, 'lost-laptop-01')).toBeVisible()
  await expect(page.getByText(/as of \d/)).toBeVisible()
  await expectNoSidewaysScroll(page)
})

test('what is tapped on a phone is large enough for a finger', async ({ page }) => {
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  // WCAG 2.5.5: 44 px for what acts on a device or leads to another page.
  await row(page, 'lost-laptop-01').getByRole('checkbox').check()
  const buttons = [
    selectionAction(page, 'Deactivate 1'),
    selectionAction(page, 'Remove 1'),
    page.getByRole('button', { name: 'Filter and sort' }),
    page.getByRole('button', { name: 'Refresh' }),
    page.getByRole('button', { name: 'Menu' }),
    page.getByRole('navigation', { name: 'Pagination' }).getByRole('link', { name: 'Next page' }),
  ]
  for (const button of buttons) {
    const box = await button.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
    expect(box?.width).toBeGreaterThanOrEqual(44)
  }
})

function selectionAction(page: Page, name: string) {
  return page.getByRole('region', { name: 'Selection' }).getByRole('button', { name })
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? 0
  // A phone's browser zooms out to what overflows, so the window itself is no measure.
  const shown = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
  expect(shown).toEqual([width, width])
}
