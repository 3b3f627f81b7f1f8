import { chromium, type Page } from '@playwright/test'
import { browserLaunchOptions } from '../browser.ts'
import { startApi, type RunningApi } from '../api/start.ts'
import { serveBuild } from './serve.ts'
import { passTimeUntil, takeClock } from './support/clock.ts'
import { confirmation, connect, heading, names, openConnected } from './support/console.ts'
import { activityLink, openRemembered } from './support/kept.ts'
import { expectNoTraceOf } from './support/oracles.ts'
import { goodKey, productionBuild } from './support/sites.ts'
import { expect, test } from './support/test.ts'

const minute = 60_000
const hour = 60 * minute
const otherKey = 'e2e-other-network-77aa'

/** A tab in the background draws one frame a second, so a click there takes long. */
async function signOut(page: Page): Promise<void> {
  await page.bringToFront()
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
}

/** The device of the list at this place, acted on by its place: no name reaches the page from here. */
async function deactivateAt(page: Page, place: number): Promise<void> {
  await page
    .getByRole('table', { name: 'Devices' })
    .getByRole('row')
    .nth(place + 1)
    .getByRole('button', { name: /^Deactivate / })
    .click()
  const button = confirmation(page).getByRole('button', { name: 'Deactivate device' })
  await expect(button).not.toHaveAttribute('aria-disabled')
  await button.click()
  await expect(confirmation(page)).toBeHidden()
}

test('a key of another network shows nothing of what was done with the one before', async ({
  page,
  startConsole,
}) => {
  await takeClock(page)
  const { api, open } = await startConsole({ keys: [goodKey], otherNetworkKeys: [otherKey] })
  const [, device] = api.backend.list([], 2, 0).data
  await open('/devices')
  await deactivateAt(page, 1)
  await activityLink(page).click()
  await expect(page.getByRole('main')).toContainText(device?.name ?? '')

  await page.clock.fastForward(15 * minute + 6_000)
  await expect(heading(page, 'Connect')).toBeVisible()
  await connect(page, otherKey)
  await expect(heading(page, 'Activity')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(device?.name ?? '')
  const rest = await page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      Object.entries(sessionStorage),
      Object.entries(localStorage),
    ]),
  )
  expect(rest).not.toContain(device?.name ?? '')
  expect(rest).not.toContain(device?.user?.email ?? 'no e-mail')
})

test.describe('a tab that was away with a remembered key', () => {
  test('asks for a key after another tab’s sign-out when it comes back as it was', async ({
    productionSite,
  }) => {
    // Playwright turns the browser's cache of pages off.
    const browser = await chromium.launch({
      ...browserLaunchOptions(),
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    })
    try {
      const context = await browser.newContext({ baseURL: productionSite })
      const page = await context.newPage()
      // A message would have the browser drop the page it keeps, and load it anew.
      await page.addInitScript(() => {
        BroadcastChannel.prototype.postMessage = () => undefined
      })
      await openConnected(page)
      const away = await context.newPage()
      await openRemembered(away)
      await away.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => {
          if (persisted) document.documentElement.dataset['cameBack'] = 'as it was'
        })
      })
      await away.goto(`${productionSite.replace('127.0.0.1', 'localhost')}config.json`)
      await signOut(page)
      await expect(heading(page, 'Connect')).toBeVisible()
      // It is loaded already, so no load will be told of.
      await away.goBack({ waitUntil: 'commit' })
      await expect(away.locator('html')).toHaveAttribute('data-came-back', 'as it was')
      await expect(heading(away, 'Connect')).toBeVisible()
      await expect(names(away)).toHaveCount(0)
    } finally {
      await browser.close()
    }
  })

  test('asks for a key eight hours later', async ({ page }) => {
    await takeClock(page)
    await openRemembered(page)
    await page.goto('about:blank')
    await page.clock.fastForward(8 * hour)
    await page.goBack()
    await expect(heading(page, 'Connect')).toBeVisible()
    await expect(names(page)).toHaveCount(0)
    await expectNoTraceOf(page, goodKey)
  })
})

test('a remembered key is not in a tab that the page opens', async ({ page, context }) => {
  await openRemembered(page)
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => void window.open('/devices')),
  ])
  await expect(heading(opened, 'Connect')).toBeVisible()
  await expectNoTraceOf(opened, goodKey)
})

for (const [how, end] of [
  ['signing out', signOut],
  ['the lock', (page: Page) => page.clock.fastForward(15 * minute + 6_000)],
] as const) {
  test(`after ${how} no name and no e-mail address is left in the page or its memory`, async ({
    page,
    api,
  }) => {
    await takeClock(page)
    const rows = api.backend.list([], 100, 0).data
    const device = rows.find(
      ({ user, status }) => /^[\x21-\x7e]+$/.test(user?.email ?? '') && status === 'Offline',
    )
    const email = device?.user?.email ?? ''
    await openConnected(page)
    await expect(names(page)).toHaveCount(25)
    await deactivateAt(page, 0)
    await page.keyboard.press('/')
    await page.keyboard.insertText(email)
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^\d+ devices? match(es)?$/)).toBeVisible()
    await activityLink(page).click()
    await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
    await expect(page.getByRole('table')).toBeVisible()

    await end(page)
    await expect(heading(page, 'Connect')).toBeVisible()
    const shown = await textOf(page)
    const memory = await heapOf(page)
    // The search is an entry behind.
    await page.goBack()
    await page.goBack()
    await expect(page).toHaveURL(/\/devices/)
    await expect(heading(page, 'Connect')).toBeVisible()
    const behind = await textOf(page)
    const texts = new Set(rows.flatMap(({ name, user }) => [name, user?.email ?? '']))
    const told = [...texts].filter((text) => /^[\x21-\x7e]{8,60}$/.test(text))
    expect(told).toContain(email)
    const leftIn = (text: string) =>
      told.filter((name) => text.includes(JSON.stringify(name).slice(1, -1)))
    expect({
      page: leftIn(shown),
      history: leftIn(behind),
      memory: leftIn(memory),
    }).toEqual({ page: [], history: [], memory: [] })
  })
}

/** What the page shows, stores and notes in the history entry it is at. */
function textOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      history.state,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
    ]),
  )
}

/** Everything in the page's memory that garbage collection leaves, as text. */
async function heapOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.enable')
  for (let round = 0; round < 4; round += 1) await devtools.send('HeapProfiler.collectGarbage')
  const chunks: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await devtools.send('HeapProfiler.takeHeapSnapshot', {})
  await devtools.detach()
  return chunks.join('')
}

const signOutUrl = 'https://login.example/logout'

const cookie = { name: 'single-sign-on', value: 'c2f1' }

const proxyTest = test.extend<{ proxied: { api: RunningApi; url: string } }>({
  proxied: async ({ context }, provide) => {
    const api = await startApi({ keys: [goodKey] })
    const site = await serveBuild({
      directory: productionBuild,
      config: { apiBaseUrl: '/api', auth: 'proxy', signOutUrl },
      proxy: { apiUrl: api.url, key: goodKey, cookie: `${cookie.name}=${cookie.value}` },
    })
    await context.addCookies([{ ...cookie, url: site.url }])
    await provide({ api, url: site.url })
    await Promise.all([site.close(), api.close()])
  },
})

test.describe('behind a proxy that signs people in', () => {
  proxyTest('requests carry the cookie that says who asks', async ({ page, proxied }) => {
    await page.goto(`${proxied.url}devices`)
    await expect(names(page)).toHaveCount(25)
    await deactivateAt(page, 0)
    expect(proxied.api.requests).toMatchObject([{ action: 'deactivate', status: 201 }])
  })

  proxyTest('a refusal says that the sign-in has ended', async ({ page, context, proxied }) => {
    await page.goto(`${proxied.url}devices`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await context.clearCookies()
    await page
      .getByRole('button', { name: /Refresh|Try again/ })
      .first()
      .click()
    await expect(page.getByText(/Your sign-in has expired/)).toBeVisible()
  })

  proxyTest('a console left alone locks until somebody continues', async ({ page, proxied }) => {
    await takeClock(page)
    await page.goto(`${proxied.url}devices?page=2`)
    await expect(names(page)).toHaveCount(25)
    await passTimeUntil(page, heading(page, 'Locked'), { stepMs: 5 * minute })
    await expect(names(page)).toHaveCount(0)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(names(page)).toHaveCount(25)
    await expect(page).toHaveURL(/page=2$/)
  })

  proxyTest(
    'signing out ends every tab, then opens the sign-out page',
    async ({ page, proxied }) => {
      const context = page.context()
      await context.route(signOutUrl, (route) =>
        route.fulfill({ body: 'Signed out of everything' }),
      )
      const other = await context.newPage()
      await other.goto(`${proxied.url}devices`)
      await expect(names(other)).toHaveCount(25)
      await page.goto(`${proxied.url}devices`)
      await expect(names(page)).toHaveCount(25)
      await signOut(page)
      await expect(page).toHaveURL(signOutUrl)
      await expect(heading(other, 'Signed out')).toBeVisible()
      await expect(names(other)).toHaveCount(0)
      await other.getByRole('button', { name: 'Sign in' }).click()
      await expect(names(other)).toHaveCount(25)
    },
  )
})
