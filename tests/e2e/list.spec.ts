import { columnHeader, names, openConnected, range } from './support/console.ts'
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
