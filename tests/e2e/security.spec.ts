import type { Page } from '@playwright/test'
import type { FaultKind } from '../../src/mock/faults.ts'
import type { RunningApi, WireFaultKind } from '../api/start.ts'
import { takeClock } from './support/clock.ts'
import {
  confirmation,
  connect,
  heading,
  keyField,
  names,
  openConnected,
  pagination,
  range,
  row,
  rowAction,
  deviceLink,
  openKept,
} from './support/console.ts'
import { expectNoTraceOf } from './support/oracles.ts'
import { goodKey } from './support/sites.ts'
import { expect, test } from './support/test.ts'

const canary = 'CANARY-3f9c1d7be2'

test('after a tour with faults the key is found nowhere but in the header to the API', async ({
  page,
  startConsole,
  watched,
}) => {
  const { api, open } = await startConsole({ keys: [canary] })
  const sent: { url: string; headers: Record<string, string>; body: string | null }[] = []
  page.on('request', (request) => {
    // Playwright reports where a redirect leads to, though nothing follows it.
    if (request.redirectedFrom()) return
    sent.push({ url: request.url(), headers: request.headers(), body: request.postData() })
  })

  await open('/devices')
  await expect(names(page)).toHaveCount(25)
  await expectNoTraceOf(page, canary)

  const faults: (FaultKind | WireFaultKind)[] = [
    'bad-request',
    'forbidden',
    'server-error',
    'html',
    'malformed-json',
    'truncated-body',
    'no-cors',
    'redirect',
  ]
  for (const fault of faults) {
    await api.setFault(fault)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
    await expectNoTraceOf(page, canary)
    await api.setFault(undefined)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toBeHidden()
  }

  await pagination(page, 'Next').click()
  await page.goBack()
  await deviceLink(page, 'lost-laptop-01').click()
  await expect(page.getByText(/^Show JSON/)).toBeVisible()
  await page.getByText(/^Show JSON/).click()
  await expectNoTraceOf(page, canary)
  await page.goBack()
  await rowAction(row(page, 'lost-laptop-01'), 'Remove').click()
  await confirmation(page).getByRole('button', { name: 'Remove device' }).click()
  await expect(range(page, '1–25 of 1,247')).toBeVisible()
  await expectNoTraceOf(page, canary)
  await meetRefusal(page, api)
  await expectNoTraceOf(page, canary)

  expect(watched.console.join('\n')).not.toContain(canary)
  expect(api.trapped, 'what followed a redirect to another origin').toEqual([])
  const apiOrigin = new URL(api.url).origin
  const siteOrigin = new URL(page.url()).origin
  expect(new Set(sent.map(({ url }) => new URL(url).origin))).toEqual(
    new Set([apiOrigin, siteOrigin]),
  )
  const carriers = sent.filter((request) => JSON.stringify(request).includes(canary))
  expect(carriers.length).toBeGreaterThan(10)
  for (const { url, headers, body } of carriers) {
    expect(new URL(url).origin).toBe(apiOrigin)
    expect(url).not.toContain(canary)
    expect(body).toBeNull()
    const carrying = Object.entries(headers).filter(([, value]) => value.includes(canary))
    expect(carrying).toEqual([['apikey', canary]])
    expect(headers['cookie']).toBeUndefined()
    expect(headers['referer'] ?? '').toBe('')
  }
})

test('names that are markup stay text', async ({ page }) => {
  await openConnected(page, '/devices?page=2')
  const link = page.getByRole('link', { name: '<img src=x onerror=alert(1)>', exact: true })
  await expect(link).toBeVisible()
  await expect(page.getByText('invoice-‹U+202E›fdp.exe').first()).toBeVisible()
  await expect(page.getByText('lost-‹U+200B›laptop-01').first()).toBeVisible()
  await link.click()
  await expect(heading(page, '<img src=x onerror=alert(1)>')).toBeVisible()
  await expect(page.locator('img[src=x]')).toHaveCount(0)
})

test('signing out wipes the key and the data, here and in the other tab', async ({
  page,
  context,
  api,
}) => {
  await openConnected(page)
  const other = await context.newPage()
  await openConnected(other, '/devices?page=2')
  await expect(names(other)).toHaveCount(25)

  // A tab in the background draws one frame a second.
  await page.bringToFront()
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  for (const tab of [page, other]) {
    await expect(heading(tab, 'Connect')).toBeVisible()
    await expect(tab.getByText('You’re signed out.')).toBeVisible()
    await expect(tab.getByText('lost-laptop-01')).toHaveCount(0)
    await expect(keyField(tab)).toHaveValue('')
    await expectNoTraceOf(tab, goodKey)
  }
  const reads = api.reads()
  await page.goto('/devices')
  await expect(heading(page, 'Connect')).toBeVisible()
  expect(api.reads()).toBe(reads)
})

test('a key refused on a device page leads back to that device', async ({ page, api }) => {
  await openConnected(page)
  await deviceLink(page, 'lost-laptop-01').click()
  await expect(page.getByText(/^Show JSON/)).toBeVisible()
  const address = page.url()
  await api.setFault('unauthorized')
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await expect(heading(page, 'Connect')).toBeVisible()
  await expect(confirmation(page)).toHaveCount(0)
  await api.setFault(undefined)
  await connect(page)
  await expect(heading(page, 'lost-laptop-01')).toBeVisible()
  expect(page.url()).toBe(address)
  // Nobody is asked to confirm what they wanted before they had to connect again.
  await expect(page.getByText(/^Show JSON/)).toBeVisible()
  await expect(confirmation(page)).toHaveCount(0)
  expect(api.requests).toEqual([])
})

test('a console left alone warns after 14 minutes and locks after 15', async ({
  page,
  context,
}) => {
  await takeClock(page)
  await openConnected(page, '/devices?page=2')
  await expect(names(page)).toHaveCount(25)
  const other = await context.newPage()
  await openConnected(other)
  await expect(names(other)).toHaveCount(25)

  await page.bringToFront()
  await page.clock.fastForward(14 * 60_000 + 6_000)
  const warning = page.getByRole('alertdialog', { name: 'Still there?' })
  await expect(warning).toBeVisible()
  const stay = warning.getByRole('button', { name: 'Stay connected' })
  await expect(stay).toBeFocused()
  await stay.click()
  await expect(warning).toBeHidden()

  await page.clock.fastForward(14 * 60_000 + 6_000)
  await expect(warning).toBeVisible()
  await page.clock.fastForward(60_000)
  for (const tab of [page, other]) {
    await expect(heading(tab, 'Connect')).toBeVisible()
    await expect(tab.getByText('You were signed out after 15 minutes of inactivity.')).toBeVisible()
    await expectNoTraceOf(tab, goodKey)
  }
  await connect(page)
  await expect(range(page, '26–50 of 1,248')).toBeVisible()
})

test('who works in one tab is not locked out by another that lies idle', async ({
  page,
  context,
}) => {
  await takeClock(page)
  await openConnected(page)
  const other = await context.newPage()
  await openConnected(other)
  await expect(names(other)).toHaveCount(25)
  for (let minutes = 0; minutes < 20; minutes += 5) {
    await page.clock.fastForward(5 * 60_000)
    await other.keyboard.press('j')
  }
  await expect(names(other)).toHaveCount(25)
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(names(page)).toHaveCount(25)
})

test('the key is forgotten on a reload', async ({ page }) => {
  await openConnected(page)
  await expectNoTraceOf(page, goodKey)
  await page.reload()
  await expect(heading(page, 'Connect')).toBeVisible()
})

test('"Remember until I close this tab" survives a reload, in this tab alone, until signing out', async ({
  page,
  context,
}) => {
  await openKept(page)
  await page.reload()
  await expect(names(page)).toHaveCount(25)
  // Other tabs read it, too.
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(goodKey)

  const other = await context.newPage()
  await other.goto('/devices')
  await expect(heading(other, 'Connect')).toBeVisible()

  await page.bringToFront()
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(heading(page, 'Connect')).toBeVisible()
  await expectNoTraceOf(page, goodKey)
  await page.reload()
  await expect(heading(page, 'Connect')).toBeVisible()
})

test('a kept key that is refused is kept no longer', async ({ page, api }) => {
  await openKept(page)
  // Away from the page, which may be reading ahead and would meet the refusal itself.
  await page.goto('about:blank')
  await api.setFault('unauthorized')
  await page.goto('/devices')
  await expect(page.getByText('The API no longer accepts this key.')).toBeVisible()
  await expectNoTraceOf(page, goodKey)
})

/** The API stops accepting the key, and the next read meets it: a refresh, or a page read ahead. */
async function meetRefusal(page: Page, api: RunningApi): Promise<void> {
  await api.setFault('unauthorized')
  // In one step, since the button goes away when another read is refused first.
  await page
    .getByRole('button', { name: 'Refresh' })
    .evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()))
  await expect(heading(page, 'Connect')).toBeVisible()
  await api.setFault(undefined)
}
