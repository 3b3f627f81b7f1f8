import { confirmation, connect, names, row, rowAction } from '../e2e/support/console.ts'
import { expectNoTraceOf } from '../e2e/support/oracles.ts'
import type { Watch } from '../e2e/support/watch.ts'
import { login, serverKey } from './prepare.ts'
import { expect, test } from './test.ts'

test.use({ httpCredentials: login })

test('static form: a person connects, finds a device and deactivates it', async ({
  page,
  staticHost,
  upstream,
  watched,
}) => {
  await page.goto(`${staticHost.url}devices`)
  await connect(page, serverKey)
  await deactivateTheLaptop(page)
  expect(upstream.api.requests).toHaveLength(1)
  // The browser asks before each kind of call to another origin.
  expect(upstream.received.some(({ method }) => method === 'OPTIONS')).toBe(true)
  expectNoComplaint(watched)
})

test('proxy form: behind the login there is no key to enter, and none in the browser', async ({
  page,
  proxyHost,
  upstream,
  watched,
}) => {
  const sent: string[] = []
  page.on('request', (request) => sent.push(JSON.stringify(request.headers())))
  await page.goto(`${proxyHost.url}devices`)
  await deactivateTheLaptop(page)
  expect(upstream.api.requests).toHaveLength(1)
  expect(upstream.received.every(({ headers }) => headers['apikey'] === serverKey)).toBe(true)
  expect(upstream.received.some(({ method }) => method === 'OPTIONS')).toBe(false)
  expect(sent.join('\n')).not.toContain(serverKey)
  await expectNoTraceOf(page, serverKey)
  expectNoComplaint(watched)
})

function expectNoComplaint({ pageErrors, violations }: Watch): void {
  expect(pageErrors, 'errors that nobody caught').toEqual([])
  expect(violations, 'refusals by the content security policy').toEqual([])
}

async function deactivateTheLaptop(page: Parameters<typeof names>[0]): Promise<void> {
  await expect(names(page)).toHaveCount(25)
  await rowAction(row(page, 'lost-laptop-01'), 'Deactivate').click()
  await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
  await expect(confirmation(page)).toBeHidden()
  await expect(row(page, 'lost-laptop-01')).toContainText('Deactivated')
}
