import { connect } from './support/console.ts'
import { deactivates, looksAround, removes } from './support/journey.ts'
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

demoTest('anybody can try the whole journey on the demo', async ({ page }) => {
  await page.goto('/devices')
  await expect(page.getByRole('complementary', { name: 'Demo' })).toContainText('sample devices')
  await looksAround(page)
  await deactivates(page)
  await removes(page)
})
