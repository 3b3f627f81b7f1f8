import { chromium, type Page } from '@playwright/test'
import { browserLaunchOptions } from '../browser.ts'
import { serveBuild } from './serve.ts'
import { passTimeUntil, takeClock } from './support/clock.ts'
import {
  activityLink,
  confirmation,
  connect,
  heading,
  names,
  openConnected,
  openKept,
} from './support/console.ts'
import { goodKey, otherNetworkKey, productionBuild } from './support/sites.ts'
import { expect, test } from './support/test.ts'

const minute = 60_000

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
  api,
}) => {
  await takeClock(page)
  const [, device] = api.backend.list([], 2, 0).data
  await openConnected(page)
  await deactivateAt(page, 1)
  await activityLink(page).click()
  await expect(page.getByRole('main')).toContainText(device?.name ?? '')

  await page.clock.fastForward(15 * minute + 6_000)
  await expect(heading(page, 'Connect')).toBeVisible()
  await connect(page, otherNetworkKey)
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

test('a tab that comes back as it was asks for a key after another tab’s sign-out', async ({
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
    await openKept(away)
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

test('after signing out or the lock, no name and no e-mail address is left in the page or its memory', async ({
  page,
  api,
}) => {
  // What one device leaves behind, many do; a search reads all of them.
  api.reset(150)
  await takeClock(page)
  const rows = api.backend.list([], 100, 0).data
  const device = rows.find(
    ({ user, status }) => /^[\x21-\x7e]+$/.test(user?.email ?? '') && status === 'Offline',
  )
  const email = device?.user?.email ?? ''
  const texts = new Set(rows.flatMap(({ name, user }) => [name, user?.email ?? '']))
  const told = [...texts].filter((text) => /^[\x21-\x7e]{8,60}$/.test(text))
  expect(told).toContain(email)
  const leftIn = (text: string) =>
    told.filter((name) => text.includes(JSON.stringify(name).slice(1, -1)))

  const ends: [string, () => Promise<void>][] = [
    ['signing out', () => signOut(page)],
    ['the lock', () => page.clock.fastForward(15 * minute + 6_000)],
  ]
  await page.goto('/devices')
  for (const [place, [how, end]] of ends.entries()) {
    await test.step(how, async () => {
      await connect(page)
      await expect(names(page)).toHaveCount(25)
      await deactivateAt(page, place)
      await page.keyboard.press('/')
      await page.keyboard.insertText(email)
      await page.keyboard.press('Enter')
      await expect(page.getByText(/^\d+ devices? match(es)?$/)).toBeVisible()
      await activityLink(page).click()
      await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
      await expect(page.getByRole('table')).toBeVisible()

      await end()
      await expect(heading(page, 'Connect')).toBeVisible()
      expect(leftIn(await textOf(page)), 'page').toEqual([])
      // One snapshot, because it takes long: what the first end had left would still be there.
      if (place === ends.length - 1) expect(leftIn(await heapOf(page)), 'memory').toEqual([])
      // The search is an entry behind.
      await page.goBack()
      await page.goBack()
      await expect(page).toHaveURL(/\/devices/)
      await expect(heading(page, 'Connect')).toBeVisible()
      expect(leftIn(await textOf(page)), 'history').toEqual([])
    })
  }
})

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

const proxyTest = test.extend<{ proxied: string }>({
  /** Address of a console behind a proxy with a sign-in. */
  proxied: async ({ context, api }, provide) => {
    const site = await serveBuild({
      directory: productionBuild,
      config: { apiBaseUrl: '/api', auth: 'proxy', signOutUrl },
      proxy: { apiUrl: api.url, key: goodKey, cookie: `${cookie.name}=${cookie.value}` },
    })
    await context.addCookies([{ ...cookie, url: site.url }])
    await provide(site.url)
    await site.close()
  },
})

proxyTest(
  'behind a proxy that holds the key, nobody is asked for one and none is sent',
  async ({ page, context, api, proxied: url }) => {
    const keys: (string | undefined)[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(`${url}api/`)) keys.push(request.headers()['apikey'])
    })
    const alert = page.getByRole('alert')
    await page.goto(`${url}devices`)
    await expect(names(page)).toHaveCount(25)
    await deactivateAt(page, 0)
    expect(api.requests).toMatchObject([{ action: 'deactivate', status: 201 }])

    await test.step('its key refused by the API', async () => {
      await api.setFault('unauthorized')
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(alert).toContainText('The API refused the key that this site’s proxy adds')
      await expect(heading(page, 'Devices')).toBeVisible()
      await api.setFault(undefined)
    })
    await test.step('its sign-in ended', async () => {
      await context.clearCookies()
      await alert.getByRole('button', { name: 'Try again' }).click()
      await expect(alert).toContainText('Your sign-in has expired')
    })
    expect(new Set(keys)).toEqual(new Set([undefined]))
  },
)

proxyTest(
  'behind a proxy, a console left alone locks, and signing out ends every tab',
  async ({ page, context, proxied: url }) => {
    await takeClock(page)
    await page.goto(`${url}devices?page=2`)
    await expect(names(page)).toHaveCount(25)
    await passTimeUntil(page, heading(page, 'Locked'), { stepMs: 5 * minute })
    await expect(names(page)).toHaveCount(0)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(names(page)).toHaveCount(25)
    await expect(page).toHaveURL(/page=2$/)

    await context.route(signOutUrl, (route) => route.fulfill({ body: 'Signed out of everything' }))
    const other = await context.newPage()
    await other.goto(`${url}devices`)
    await expect(names(other)).toHaveCount(25)
    await signOut(page)
    await expect(page).toHaveURL(signOutUrl)
    await expect(heading(other, 'Signed out')).toBeVisible()
    await expect(names(other)).toHaveCount(0)
    await other.getByRole('button', { name: 'Sign in' }).click()
    await expect(names(other)).toHaveCount(25)
  },
)
