import type { Page, Request } from '@playwright/test'
import type { RawDevice } from '../../src/mock/raw.ts'
import { connect, heading, names, openKept } from './support/console.ts'
import { expect, test } from './support/test.ts'

/** Holds scripts back until the returned function is called. */
async function holdScripts(page: Page, which = '**/assets/*.js'): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(which, async (route) => {
    await released
    await route.continue()
  })
  return release
}

/** Box and text of the parts that index.html and the console both draw. */
function parts(page: Page) {
  return page
    .locator('header, header a, h1, input[type=search], thead th, tbody tr:first-child')
    .evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        const isRow = element.localName === 'tr'
        // A skeleton has no text, and a card (below 640 px) is as tall as its text.
        const content = isRow
          ? { height: innerWidth < 640 || height }
          : { height, text: element.textContent }
        return { tag: element.localName, x, y, width, ...content }
      }),
    )
}

interface LayoutShift extends PerformanceEntry {
  sources: { node: Node | null }[]
}

/** Adds up what moves. A row that shows its device at another place of another list doesn't count. */
async function observeShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.set(window, 'shifts', 0)
    const isRow = ({ node }: { node: Node | null }) => node?.nodeName === 'TR'
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        if (entry.sources.length > 0 && entry.sources.every(isRow)) continue
        const sum = Number(Reflect.get(window, 'shifts')) + Number(Reflect.get(entry, 'value'))
        Reflect.set(window, 'shifts', sum)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

const shifts = (page: Page) => page.evaluate(() => Number(Reflect.get(window, 'shifts')))

for (const width of [1440, 390]) {
  test(`at ${width} px nothing that index.html drew or a person looks at moves`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 })
    await observeShifts(page)
    await test.step('on the way to the connect page and the list', async () => {
      await page.goto('/devices')
      await expect(heading(page, 'Connect')).toBeVisible()
      expect(await shifts(page)).toBeLessThanOrEqual(0.001)
      await page.getByRole('checkbox', { name: 'Remember until I close this tab' }).check()
      await connect(page)
      await expect(names(page)).toHaveCount(25)
      expect(await shifts(page)).toBeLessThanOrEqual(0.001)
    })
    const link = names(page).first()
    // Not its inner text, which is empty until the row has been laid out.
    const [name, address] = [await link.textContent(), await link.getAttribute('href')]

    await test.step('when a search begins and ends', async () => {
      const all = page.getByText('1,248 devices', { exact: true })
      await expect(all).toBeVisible()
      // The font comes after the rows.
      await expect(page.locator('html')).toHaveAttribute('data-font', 'inter')
      const table = page.getByRole('table', { name: 'Devices' })
      const before = await table.boundingBox()
      const shiftsBefore = await shifts(page)
      await page.getByRole('combobox', { name: 'Search devices' }).fill('status:offline')
      await page.keyboard.press('Enter')
      await expect(page.getByText(/^\d+ devices match$/)).toBeVisible()
      await expect(page.getByText(/^All [\d,]+ devices · updated/)).toBeAttached()
      expect(await table.boundingBox()).toMatchObject({ x: before?.x, y: before?.y })
      await page.getByRole('link', { name: 'Clear all' }).click()
      await expect(all).toBeVisible()
      expect(await table.boundingBox()).toMatchObject({ x: before?.x, y: before?.y })
      // In a phone's cards, texts of other lengths begin elsewhere.
      if (width > 640) expect((await shifts(page)) - shiftsBefore).toBeLessThanOrEqual(0.001)
    })

    await test.step('when the list takes the place of what index.html drew', async () => {
      const release = await holdScripts(page)
      // The font comes after the rows, and its letters are not exactly as wide as the stand-in's.
      await page.route('**/*.woff2', () => undefined)
      // Deferred scripts hold back even DOMContentLoaded.
      await page.reload({ waitUntil: 'commit' })
      await expect(page.locator('h1')).toHaveText('Devices')
      await expect(page.getByRole('link', { name: 'Devices', exact: true })).toBeVisible()
      // A page is in the document before its stylesheet has come.
      await page.waitForFunction(() => document.styleSheets.length > 0)
      await page.evaluate(() => document.fonts.ready)
      const drawn = await parts(page)
      release()
      await expect(names(page).first()).toBeVisible()
      const taken = await parts(page)
      expect(drawn.length).toBeGreaterThan(10)
      expect(taken).toEqual(drawn)
      expect(await shifts(page)).toBeLessThanOrEqual(0.001)
    })

    await test.step('when a device is opened by its address', async () => {
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.goto(address ?? '')
      await expect(heading(page, name ?? '')).toBeVisible()
      expect(await shifts(page)).toBeLessThanOrEqual(0.001)
    })
  })
}

test('what index.html says of the list does not stand at another address', async ({ page }) => {
  await page.route('**/config.json', () => undefined)
  await page.goto('/activity')
  await expect(page.getByRole('link', { name: 'Activity' })).toBeVisible()
  await expect(page.locator('main')).toBeEmpty()
})

test('a table or navigation of which a part has come is not shown, so that nothing of it moves', async ({
  page,
}) => {
  const answer = await page.request.get('/devices')
  const html = await answer.text()
  for (const [element, part] of [
    ['table', '</th>'],
    ['nav', '</a>'],
  ] as const) {
    const shown = page.locator(element).first()
    const end = html.indexOf(part, html.indexOf(`<${element}`))
    for (const [sent, isShown] of [
      [html.slice(0, end), false],
      [html, true],
    ] as const) {
      await page.route('/devices', (route) => route.fulfill({ response: answer, body: sent }))
      await page.route('**/assets/*.js', () => undefined)
      await page.goto('/devices', { waitUntil: 'commit' })
      await expect(shown).toHaveCount(1)
      await page.waitForFunction(() => document.styleSheets.length > 0)
      await expect(shown).toBeVisible({ visible: isShown })
      await page.unrouteAll({ behavior: 'ignoreErrors' })
    }
  }
})

/** Opens an address with a key that is kept; the app comes once all that was requested before it has arrived. */
async function openBeforeApp(page: Page, path: string, apiUrl: string): Promise<string[]> {
  // No page is left whose requests could be taken for those of the page that opens. Not `about:blank`:
  // a slow browser may end the process of a site that is left before the site has stored anything.
  await page.goto('/config.json')
  const requests: Request[] = []
  const note = (request: Request) => {
    if (request.url().includes('/tenants/devices')) requests.push(request)
  }
  page.on('request', note)
  const release = await holdScripts(page, '**/assets/app-*.js')
  await page.goto(path, { waitUntil: 'commit' })
  // The boot script takes it when it opens the session, and makes its request in the same moment.
  await page.waitForFunction(() => sessionStorage.getItem('device-console.handover') === null)
  // Answered after the boot script's request, because it was made later.
  await page.evaluate(async (url) => (await fetch(url, { method: 'HEAD' })).status, apiUrl)
  await Promise.all(requests.map(async (request) => (await request.response())?.finished()))
  page.off('request', note)
  release()
  return requests.map((request) => new URL(request.url()).search)
}

test('a page that arrives before the app is shown, and of a search only what matches', async ({
  page,
  api,
}) => {
  // Few enough to be read before a page could be corrected by the devices that come after it.
  api.reset(60)
  await openKept(page)
  await test.step('a list', async () => {
    const page2 = '?sort=-name&limit=25&offset=25'
    const again: string[] = []
    const requested = await openBeforeApp(page, '/devices?sort=-name&page=2', api.url)
    expect(requested).toEqual([page2])
    page.on('request', (request) => again.push(new URL(request.url()).search))
    await expect(page.getByText('26–50 of 60', { exact: true })).toBeVisible()
    expect(await idsShown(page)).toEqual(
      api.backend.list([{ field: 'name', descending: true }], 25, 25).data.map(({ id }) => id),
    )
    expect(again).not.toContain(page2)
  })
  const isDeactivated = ({ status }: RawDevice) => status === 'Deactivated'
  const searches: [string, (device: RawDevice) => boolean][] = [
    ['q=status:deactivated&sort=-owner&size=50', isDeactivated],
    ['q=-status:deactivated&page=2&sort=name', (device) => !isDeactivated(device)],
  ]
  for (const [search, matches] of searches) {
    await test.step(search, async () => {
      const matching = api.backend.list([], 60, 0).data.filter(matches)
      await openBeforeApp(page, `/devices?${search}`, api.url)
      await expect(page.getByText(/^All 60 devices · updated/)).toBeAttached()
      await expect(
        page.getByText(`${matching.length} devices match`, { exact: true }),
      ).toBeVisible()
      const shown = await idsShown(page)
      expect(shown.length).toBeGreaterThan(0)
      const ids = new Set<unknown>(matching.map(({ id }) => id))
      expect(shown.filter((id) => !ids.has(id))).toEqual([])
    })
  }
})

function idsShown(page: Page): Promise<(string | undefined)[]> {
  return names(page).evaluateAll((links) =>
    links.map((link) => link.getAttribute('href')?.split('/').at(-1)),
  )
}
