import { columnHeader, deviceLink, names, openConnected, range, row } from './support/console.ts'
import { expect, test } from './support/test.ts'

test('a list is a link, and Back never returns to an address that was corrected', async ({
  page,
  api,
}) => {
  await openConnected(page, '/devices?sort=-name,-name,owner,%00&page=-3&size=7&x=1')
  await expect(page).toHaveURL(/\/devices\?sort=-name$/)
  await expect(columnHeader(page, 'Name')).toHaveAttribute('aria-sort', 'descending')
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  expect(await page.evaluate(() => history.length)).toBe(2)

  await page.evaluate(
    (address) => {
      history.pushState(history.state, '', address)
      dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }))
    },
    `${new URL(page.url()).origin}/devices?page=99`,
  )
  await expect(range(page, '1,226–1,248 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\/devices\?page=50$/)
  await page.goBack()
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\/devices\?sort=-name$/)

  await openConnected(page, '/devices?sort=-createdAt&page=2&size=50')
  await expect(columnHeader(page, 'Registered')).toHaveAttribute('aria-sort', 'descending')
  await expect(range(page, '51–100 of 1,248')).toBeVisible()
  const expected = api.backend.list([{ field: 'createdAt', descending: true }], 50, 50)
  await expect(names(page).first()).toHaveText(expected.data[0]?.name ?? '')
})

test('columns, row height and time zone are remembered on this device', async ({ page }) => {
  await openConnected(page)
  await page.getByRole('button', { name: 'Display', exact: true }).click()
  const menu = page.getByRole('dialog', { name: 'Display' })
  await menu.getByRole('checkbox', { name: 'Hardware ID' }).check()
  await menu.getByRole('checkbox', { name: 'Owner' }).uncheck()
  await menu.getByText('Compact', { exact: true }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('dialog', { name: 'Menu' }).getByText('UTC', { exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  const tall = await rowHeight()

  await openConnected(page)
  await expect(columnHeader(page, 'Hardware ID')).toBeVisible()
  await expect(columnHeader(page, 'Owner')).toHaveCount(0)
  await expect(columnHeader(page, 'Name')).toBeVisible()
  expect(await rowHeight()).toBe(tall)
  expect(tall).toBeLessThan(50)
  await deviceLink(page, 'lost-laptop-01').click()
  await expect(page.getByRole('main').getByText(/UTC$/).first()).toBeVisible()

  async function rowHeight(): Promise<number> {
    const box = await row(page, 'lost-laptop-01').boundingBox()
    return Math.round(box?.height ?? 0)
  }
})
