import type { Locator, Page } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  columnHeader,
  deviceTable,
  heading,
  names,
  openKept,
  pagination,
  row,
  sortBy,
} from './support/console.ts'
import { productionBuild } from './support/sites.ts'
import { expect, test } from './support/test.ts'

const assets = resolve(fileURLToPath(new URL('../..', import.meta.url)), productionBuild, 'assets')
const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))

/** The file of a chunk in the build. */
function fileOf(chunk: string): string {
  const file = scripts.find((name) => name.startsWith(`${chunk}-`))
  if (!file) throw new Error(`The build has no chunk ${chunk}`)
  return file
}

/** A file with all that it imports statically. */
function withImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  const code = readFileSync(join(assets, file), 'utf8')
  for (const [, imported] of code.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
    if (imported) withImports(imported, found)
  }
  return found
}

const firstLoad = new Set(
  ['app', 'index', 'browser-check'].flatMap((chunk) => [...withImports(fileOf(chunk))]),
)

/** Lets no request for these files ever be answered, until the returned function is called. */
async function holdBack(
  page: Page,
  isHeld: (file: string) => boolean,
): Promise<() => Promise<void>> {
  const matches = ({ pathname }: URL) =>
    pathname.endsWith('.js') && isHeld(pathname.slice('/assets/'.length))
  await page.route(matches, () => undefined)
  return () => page.unroute(matches)
}

/** Puts the page's timers into the test's hands and its key into its tab, so that it can be loaded again. */
async function openInHand(page: Page): Promise<void> {
  await page.clock.install()
  await openKept(page)
}

/** Lets the time pass after which a chunk counts as missing; the parts are requested before. */
async function passLimit(page: Page): Promise<void> {
  await page.clock.fastForward(4_000)
  await page.clock.fastForward(11_000)
}

/** Says what couldn't be loaded. */
const notice = (page: Page) => page.getByRole('alert').filter({ hasText: 'Couldn’t load' })
const tryAgain = (within: Locator | Page) => within.getByRole('button', { name: 'Try again' })

interface Part {
  chunk: string
  /** As the notice names it. */
  name: string
  /** What a person sees of it. */
  seen?: (page: Page) => Locator
}

/** What the list has besides its rows. */
const parts: readonly Part[] = [
  { chunk: 'pagination', name: 'pagination', seen: (page) => pagination(page, 'Next') },
  {
    chunk: 'list-parts',
    name: 'views, filters, export and refresh',
    seen: (page) => page.getByRole('button', { name: 'Refresh' }),
  },
  {
    chunk: 'shell-actions',
    name: 'menu',
    seen: (page) => page.getByRole('button', { name: 'Menu' }),
  },
  {
    chunk: 'overlays',
    name: 'dialogs and notifications',
    seen: (page) => page.getByRole('region', { name: 'Notifications' }),
  },
  { chunk: 'list-notices', name: 'messages' },
  {
    chunk: 'selection-bar',
    name: 'selection',
    seen: (page) => page.getByRole('region', { name: 'Selection' }),
  },
  {
    chunk: 'search-suggestions',
    name: 'search suggestions',
    seen: (page) => page.getByRole('listbox', { name: 'Suggestions' }),
  },
]

/** The files that a part needs besides those of the first load. */
function filesOf({ chunk }: Part): string[] {
  return [...withImports(fileOf(chunk))].filter((file) => !firstLoad.has(file))
}

test('each part of the list is shown as soon as its own files are there', async ({ page }) => {
  await openInHand(page)
  // In both orders, so that each part is once there while the other one's files never arrive.
  for (const order of [parts, parts.toReversed()]) {
    const held = new Map(
      parts.flatMap(filesOf).map((file) => [file, Promise.withResolvers<void>()]),
    )
    await page.route('**/assets/*.js', async (route) => {
      await held.get(new URL(route.request().url()).pathname.slice('/assets/'.length))?.promise
      await route.continue()
    })
    await page.reload({ waitUntil: 'commit' })
    await names(page).first().locator('xpath=ancestor::tr').getByRole('checkbox').check()
    // Whoever is quicker than the suggestions has them all the same.
    await page.getByRole('combobox', { name: 'Search devices' }).focus()
    for (const { seen } of order) if (seen) await expect(seen(page)).not.toBeAttached()
    for (const part of order) {
      await test.step(part.name, async () => {
        for (const file of filesOf(part)) held.get(file)?.resolve()
        if (part.seen) await expect(part.seen(page)).toBeAttached()
      })
      if (part === order.at(-2)) await expectNamesOnly(order.at(-1))
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  }

  /** One part is still missing, and said to be. */
  async function expectNamesOnly(missing: Part | undefined): Promise<void> {
    await passLimit(page)
    await expect(notice(page)).toContainText(`Couldn’t load: ${missing?.name}.`)
    if (missing?.seen) await expect(missing.seen(page)).not.toBeAttached()
  }
})

/** What stands in place of a page whose chunk is missing. */
const missingPage = (page: Page) => heading(page, 'Part of the console couldn’t be loaded')

test('whatever a person asks for and doesn’t arrive says so, and comes when it is tried again', async ({
  page,
}) => {
  const waiting = new Set(
    ['palette', 'check-dialog', 'settle-request', 'device-page', 'people-page', 'disconnected'].map(
      fileOf,
    ),
  )
  const requested = new Set<string | undefined>()
  page.on('request', (request) => requested.add(new URL(request.url()).pathname.split('/').at(-1)))
  await openInHand(page)
  await holdBack(page, (file) => waiting.has(file))
  await page.reload({ waitUntil: 'commit' })
  for (const { seen } of parts.slice(0, 4)) if (seen) await expect(seen(page)).toBeAttached()
  await passLimit(page)
  await expect(notice(page)).toBeHidden()

  /** Asks for what needs the chunk, lets the time pass, and a new attempt through. */
  async function retry(
    chunk: string,
    ask: () => Promise<void>,
    within: Locator,
    words: string | RegExp,
  ) {
    requested.clear()
    await ask()
    // An attempt that is seen only after the hand-over below would come without being tried again.
    await expect.poll(() => requested.has(fileOf(chunk))).toBe(true)
    await passLimit(page)
    await expect(within).toContainText(words)
    waiting.delete(fileOf(chunk))
    await tryAgain(within).click()
  }
  async function chooseFromMenu(name: string) {
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('button', { name }).click()
  }
  const main = page.getByRole('main')
  const missing = 'Part of the console couldn’t be loaded'

  async function searchEverything() {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('no own')
  }
  await retry('palette', searchEverything, notice(page), 'search everything')
  await expect(page.getByRole('dialog')).toBeVisible()
  // What was typed before it came isn't lost, and was no shortcut.
  await page.keyboard.type('er')
  await expect(page.getByRole('combobox', { name: 'Search everything' })).toHaveValue('no owner')
  await page.keyboard.press('Escape')

  await retry(
    'check-dialog',
    () => chooseFromMenu('Check connection'),
    notice(page),
    'connection check',
  )
  await expect(page.getByRole('dialog', { name: 'Check connection' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(notice(page)).toBeHidden()

  await sortBy(page, 'Name').click()
  await passLimit(page)
  await expect(columnHeader(page, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await expect(deviceTable(page)).not.toHaveAttribute('aria-busy')

  await retry('device-page', () => names(page).first().click(), main, missing)
  await expect(main.getByRole('term').filter({ hasText: 'Device ID' })).toBeVisible()

  const people = page.getByRole('link', { name: 'People', exact: true })
  await retry('people-page', () => people.click(), main, missing)
  await expect(heading(page, 'People')).toBeVisible()

  await retry('disconnected', () => chooseFromMenu('Sign out'), main, missing)
  await expect(heading(page, 'Connect')).toBeVisible()
})

test('a search whose chunks don’t arrive says so, and is made when they are tried again', async ({
  page,
}) => {
  await openInHand(page)
  const release = await holdBack(page, (file) => file === fileOf('search-text'))
  const releasePage = await holdBack(page, (file) => file === fileOf('search-page'))
  await page.reload({ waitUntil: 'commit' })
  await expect(pagination(page, 'Next')).toBeVisible()
  await page.getByRole('combobox', { name: 'Search devices' }).fill('lost-laptop-01')
  await page.keyboard.press('Enter')
  await passLimit(page)
  await expect(notice(page)).toContainText('search')
  expect(new URL(page.url()).search).toBe('')
  await release()
  await tryAgain(notice(page)).click()
  await expect(page).toHaveURL(/q=lost-laptop-01/)
  await passLimit(page)
  const main = page.getByRole('main')
  await expect(main).toContainText('Part of the console couldn’t be loaded')
  await releasePage()
  await tryAgain(main).click()
  await expect(row(page, 'lost-laptop-01')).toBeVisible()
})

test('without any chunk, a failure is told and a console left alone locks', async ({
  page,
  api,
}) => {
  await openInHand(page)
  await holdBack(page, (file) => !firstLoad.has(file))
  await page.reload({ waitUntil: 'commit' })
  await expect(names(page)).toHaveCount(25)
  await passLimit(page)
  for (const { name } of parts) await expect(notice(page)).toContainText(name)
  await api.setFault('server-error')
  await sortBy(page, 'Name').click()
  await expect(page.getByText('Devices couldn’t be loaded.')).toBeVisible()
  await api.setFault(undefined)
  await page.goBack()
  await expect(names(page)).toHaveCount(25)
  await page.clock.fastForward(15 * 60_000)
  await expect(names(page)).toHaveCount(0)
  await passLimit(page)
  await expect(missingPage(page)).toBeVisible()
})

test('an app that doesn’t arrive says so, and is shown when it comes late', async ({ page }) => {
  const missing = heading(page, 'The console couldn’t be loaded')
  const app = `**/${fileOf('app')}`
  await page.route(app, (route) => route.fulfill({ status: 404 }))
  await page.goto('/devices', { waitUntil: 'commit' })
  await expect(missing).toBeVisible()
  await page.unroute(app)
  await tryAgain(page).click()
  await expect(heading(page, 'Connect')).toBeVisible()

  await page.clock.install()
  const arrival = Promise.withResolvers<void>()
  await page.route(app, async (route) => {
    await arrival.promise
    await route.continue()
  })
  await page.goto('/devices', { waitUntil: 'commit' })
  await expect(page.getByRole('navigation')).toBeHidden()
  await page.clock.fastForward(21_000)
  await expect(missing).toBeVisible()
  arrival.resolve()
  await expect(heading(page, 'Connect')).toBeVisible()
})
