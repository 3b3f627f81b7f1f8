import type { Page } from '@playwright/test'
import { expectAxeFindsNothing } from './support/axe.ts'
import {
  columnHeader,
  confirmation,
  connect,
  deviceLink,
  heading,
  row,
  sortBy,
} from './support/console.ts'
import {
  deactivates,
  looksAround,
  looksAroundOnPhone,
  removes,
  selectionAction,
} from './support/journey.ts'
import { demoTest, expect, test } from './support/test.ts'

test('an admin finds, looks at, deactivates and removes a device', async ({ page, api }) => {
  await page.goto('/devices')
  await connect(page)
  await looksAround(page)
  expect(api.requests, 'looking changes nothing').toEqual([])

  await deactivates(page)
  const lost = api.backend.list([], 3, 0).data[2]
  expect(lost).toMatchObject({ name: 'lost-laptop-01', status: 'Deactivated', active: false })
  expect(api.requests).toMatchObject([{ action: 'deactivate', method: 'POST', id: lost?.id }])

  const ana = api.backend.list([], 1, 0).data[0]
  await removes(page)
  expect(api.requests.slice(1)).toMatchObject([{ action: 'remove', method: 'DELETE', id: ana?.id }])
  expect(api.backend.total()).toBe(1_247)
})

demoTest('anybody can try the demo, in whose settings axe finds nothing', async ({ page }) => {
  await page.goto('/devices')
  await expect(page.getByRole('complementary', { name: 'Demo' })).toContainText('sample devices')
  await sortBy(page, 'Name').click()
  await expect(columnHeader(page, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await page.goBack()
  await expect(columnHeader(page, 'Name')).not.toHaveAttribute('aria-sort')
  await deactivates(page)
  await page.getByRole('button', { name: 'Demo settings' }).click()
  await expect(page.getByRole('dialog', { name: 'Demo settings' })).toBeVisible()
  await expectAxeFindsNothing(page, ['aside', 'dialog'])
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('an admin on the way finds, looks at, deactivates and removes a device', async ({
    page,
    api,
  }) => {
    await page.goto('/devices')
    await connect(page)
    await looksAroundOnPhone(page)
    await test.step('what is tapped is large enough for a finger', () => expectLargeTargets(page))
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
    await connect(page)
    await row(page, 'lost-laptop-01').getByRole('checkbox').check()
    await expectNoSidewaysScroll(page)
    await selectionAction(page, 'Remove 1').click()
    const dialog = confirmation(page)
    await expect(dialog).toBeVisible()
    await expectNoSidewaysScroll(page)
    expect(
      await dialog.evaluate((element) => element.scrollWidth - element.clientWidth),
    ).toBeLessThanOrEqual(0)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await deviceLink(page, 'lost-laptop-01').click()
    await expect(heading(page, 'lost-laptop-01')).toBeVisible()
    await expect(page.getByText(/as of \d/)).toBeVisible()
    await expectNoSidewaysScroll(page)
  })
})

/** WCAG 2.5.5: 44 px for what acts on a device or leads to another page. */
async function expectLargeTargets(page: Page): Promise<void> {
  const checkbox = row(page, 'lost-laptop-01').getByRole('checkbox')
  await checkbox.check()
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
  await checkbox.uncheck()
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? 0
  // A phone's browser zooms out to what overflows, so the window itself is no measure.
  const shown = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
  expect(shown).toEqual([width, width])
}
