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
import { canary, goodKey, readOnlyKey } from './support/sites.ts'
import { expect, test } from './support/test.ts'

test('after a tour with faults the key is found nowhere but in the header to the API', async ({
  page,
  api,
  watched,
}) => {
  const sent: { url: string; headers: Record<string, string>; body: string | null }[] = []
  page.on('request', (request) => {
    // Playwright reports where a redirect leads to, though nothing follows it.
    if (request.redirectedFrom()) return
    sent.push({ url: request.url(), headers: request.headers(), body: request.postData() })
  })

  await openConnected(page, '/devices', canary)
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

  await test.step('names that are markup stay text', async () => {
    await pagination(page, 'Next').click()
    await expect(page.getByText('invoice-‹U+202E›fdp.exe').first()).toBeVisible()
    await expect(page.getByText('lost-‹U+200B›laptop-01').first()).toBeVisible()
    const markup = '<img src=x onerror=alert(1)>'
    await page.getByRole('link', { name: markup, exact: true }).click()
    await expect(heading(page, markup)).toBeVisible()
    await expect(page.locator('img[src=x]')).toHaveCount(0)
    await page.goBack()
    await page.goBack()
  })
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

test('two tabs are idle, locked and signed out together', async ({ page, context, api }) => {
  await takeClock(page)
  await openConnected(page, '/devices?page=2')
  await expect(names(page)).toHaveCount(25)
  const other = await context.newPage()
  await openConnected(other)
  await expect(names(other)).toHaveCount(25)

  await test.step('work in one keeps the other one open', async () => {
    for (let minutes = 0; minutes < 20; minutes += 5) {
      await page.clock.fastForward(5 * 60_000)
      await other.keyboard.press('j')
    }
    await expect(names(other)).toHaveCount(25)
    await expect(page.getByRole('alertdialog')).toHaveCount(0)
    await expect(names(page)).toHaveCount(25)
  })

  await test.step('a warning after 14 minutes, and the lock after 15', async () => {
    // A tab in the background draws one frame a second.
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
    await expectBothClosed('You were signed out after 15 minutes of inactivity.')
  })

  await test.step('signing out wipes the key and the data in both', async () => {
    await connect(page)
    await expect(range(page, '26–50 of 1,248')).toBeVisible()
    await connect(other)
    await expect(names(other)).toHaveCount(25)
    await page.bringToFront()
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expectBothClosed('You’re signed out.')
    const reads = api.reads()
    await page.goto('/devices')
    await expect(heading(page, 'Connect')).toBeVisible()
    expect(api.reads()).toBe(reads)
  })

  async function expectBothClosed(because: string): Promise<void> {
    for (const tab of [page, other]) {
      await expect(heading(tab, 'Connect')).toBeVisible()
      await expect(tab.getByText(because)).toBeVisible()
      await expect(tab.getByText('lost-laptop-01')).toHaveCount(0)
      await expect(keyField(tab)).toHaveValue('')
      await expectNoTraceOf(tab, goodKey)
    }
  }
})

test('a key refused in the middle asks for another, and what was meant is not sent with it', async ({
  page,
  api,
}) => {
  const laptop = 'lost-laptop-01'
  const dialog = confirmation(page)
  await openConnected(page, '/devices?size=10')
  await test.step('at a change, on the list', async () => {
    await rowAction(row(page, laptop), 'Deactivate').click()
    const button = dialog.getByRole('button', { name: 'Deactivate device' })
    await expect(button).not.toHaveAttribute('aria-disabled')
    await api.setFault('unauthorized', { on: 'changes' })
    await button.click()
    await expectKeyAsked()
    await expect(page).toHaveURL(/\/devices\?size=10$/)
    await expect(row(page, laptop)).toBeVisible()
  })
  await test.step('before a confirmation, on a device page', async () => {
    await deviceLink(page, laptop).click()
    await expect(page.getByText(/^Show JSON/)).toBeVisible()
    const address = page.url()
    await api.setFault('unauthorized')
    await page.getByRole('main').getByRole('button', { name: 'Remove' }).click()
    await expectKeyAsked()
    await expect(heading(page, laptop)).toBeVisible()
    expect(page.url()).toBe(address)
    // Nobody is asked to confirm what they wanted before they had to connect again.
    await expect(page.getByText(/^Show JSON/)).toBeVisible()
    await expect(dialog).toHaveCount(0)
  })
  await test.step('by a key that may only read, no change is made', async () => {
    await api.setFault('unauthorized')
    await page.getByRole('main').getByRole('button', { name: 'Remove' }).click()
    await expectKeyAsked(readOnlyKey)
    await page.getByRole('main').getByRole('button', { name: 'Remove' }).click()
    await dialog.getByRole('button', { name: 'Remove device' }).click()
    await expect(dialog.getByRole('alert')).toContainText('key doesn’t have permission')
    await expect(dialog.getByRole('alert')).toContainText('Not removed.')
  })
  expect(api.requests.map(({ status }) => status)).toEqual([401, 403])
  expect(api.backend.total()).toBe(1_248)

  async function expectKeyAsked(key = goodKey): Promise<void> {
    await expect(heading(page, 'Connect')).toBeVisible()
    await expect(dialog).toHaveCount(0)
    await api.setFault(undefined)
    await connect(page, key)
  }
})

test('a key is remembered when asked, in this tab alone, until signing out', async ({
  page,
  context,
  api,
}) => {
  await takeClock(page)
  await test.step('not asked, it is forgotten on a reload', async () => {
    await openConnected(page)
    await expectNoTraceOf(page, goodKey)
    await page.reload()
    await expect(heading(page, 'Connect')).toBeVisible()
  })
  await openKept(page)
  await test.step('it survives a reload', async () => {
    await page.reload()
    await expect(names(page)).toHaveCount(25)
  })
  await test.step('it is in no other tab, not even one that the page opens', async () => {
    // Other tabs read it, too.
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(goodKey)
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate(() => void window.open('/devices')),
    ])
    await expect(heading(opened, 'Connect')).toBeVisible()
    await expectNoTraceOf(opened, goodKey)
    await opened.goto('about:blank')
    await opened.goto('/devices')
    await expect(heading(opened, 'Connect')).toBeVisible()
    await opened.close()
  })
  await test.step('refused, it is kept no longer', async () => {
    // Away from the page, which may be reading ahead and would meet the refusal itself.
    await leaveConsole(page)
    await api.setFault('unauthorized')
    await page.goto('/devices')
    await expect(page.getByText('The API no longer accepts this key.')).toBeVisible()
    await expectNoTraceOf(page, goodKey)
    await api.setFault(undefined)
  })
  await test.step('eight hours later it is gone', async () => {
    await openKept(page)
    await leaveConsole(page)
    await page.clock.fastForward(8 * 3_600_000)
    await page.goBack()
    await expect(heading(page, 'Connect')).toBeVisible()
    await expect(names(page)).toHaveCount(0)
    await expectNoTraceOf(page, goodKey)
  })
  await test.step('signed out, it is forgotten', async () => {
    await openKept(page)
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(heading(page, 'Connect')).toBeVisible()
    await expectNoTraceOf(page, goodKey)
    await page.reload()
    await expect(heading(page, 'Connect')).toBeVisible()
  })
})

/** Goes to another file of the site, where the tab still has what the console left there. */
async function leaveConsole(page: Page): Promise<void> {
  await page.goto('/config.json')
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toContain(goodKey)
}

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
