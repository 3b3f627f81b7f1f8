import { confirmation, connect, names, row, rowAction } from '../e2e/support/console.ts'
import { serverKey } from './prepare.ts'
import { expect, expectNoComplaint, test } from './test.ts'

test('static form: a person connects, finds a device and deactivates it', async ({
  page,
  staticHost,
  upstream,
  watched,
}) => {
  await page.goto(`${staticHost.url}devices`)
  await connect(page, serverKey)
  await expect(names(page)).toHaveCount(25)
  await rowAction(row(page, 'lost-laptop-01'), 'Deactivate').click()
  await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
  await expect(confirmation(page)).toBeHidden()
  await expect(row(page, 'lost-laptop-01')).toContainText('Deactivated')
  expect(upstream.api.requests).toHaveLength(1)
  // The browser asks before each kind of call to another origin.
  expect(upstream.received.some(({ method }) => method === 'OPTIONS')).toBe(true)
  expectNoComplaint(watched)
})
