import { connect, heading, keyField, names } from './support/console.ts'
import { deactivates, looksAround, removes } from './support/journey.ts'
import { goodKey } from './support/sites.ts'
import { demoTest, expect, test } from './support/test.ts'

test('an admin connects, and learns in words what is wrong with a key', async ({ page, api }) => {
  await page.goto('/devices')
  await expect(heading(page, 'Connect')).toBeVisible()
  await expect(keyField(page)).toHaveAttribute('type', 'password')
  await expect(keyField(page)).toBeFocused()
  await expect(page.getByText(`The key is only sent to ${new URL(api.url).host}`)).toBeVisible()

  await connect(page, 'not-the-key')
  await expect(page.getByRole('alert')).toContainText('The API key wasn’t accepted')
  await expect(page.getByRole('alert')).toContainText(
    'complete, hasn’t expired and belongs to this network',
  )
  await expect(heading(page, 'Connect')).toBeVisible()

  await connect(page, 'two words')
  await expect(page.getByText('The key contains a space or line break.')).toBeVisible()
  await expect(keyField(page)).toBeFocused()

  await connect(page, ` ${goodKey} `)
  await expect(heading(page, 'Devices')).toBeVisible()
  await expect(names(page)).toHaveCount(25)
  await expect(page).toHaveTitle('Devices · Device console')
})

test('an admin can look at the key while typing it, and only then', async ({ page }) => {
  await page.goto('/devices')
  await keyField(page).fill(goodKey)
  await page.getByRole('button', { name: 'Show key' }).click()
  await expect(keyField(page)).toHaveAttribute('type', 'text')
  await page.getByRole('button', { name: 'Hide key' }).click()
  await expect(keyField(page)).toHaveAttribute('type', 'password')
})

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
