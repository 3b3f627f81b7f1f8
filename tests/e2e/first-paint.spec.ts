import type { Page } from '@playwright/test'
import { connect, heading, names, openConnected, openKept } from './support/console.ts'
import { expect, test } from './support/test.ts'

/** Holds every script back until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/assets/*.js', async (route) => {
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

async function observeShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.set(window, 'shifts', 0)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sum = Number(Reflect.get(window, 'shifts')) + Number(Reflect.get(entry, 'value'))
        Reflect.set(window, 'shifts', sum)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

const shifts = (page: Page) => page.evaluate(() => Number(Reflect.get(window, 'shifts')))

for (const width of [1440, 390]) {
  test(`at ${width} px the list stands where index.html drew it`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await observeShifts(page)
    await openKept(page)
    const release = await holdScripts(page)
    // The font comes after the rows, and its letters are not exactly as wide as the stand-in's.
    await page.route('**/*.woff2', () => undefined)
    // Deferred scripts hold back even DOMContentLoaded.
    await page.reload({ waitUntil: 'commit' })
    await expect(page.locator('h1')).toHaveText('Devices')
    await expect(page.getByRole('link', { name: 'Devices', exact: true })).toBeVisible()
    await page.evaluate(() => document.fonts.ready)
    const drawn = await parts(page)
    release()
    await expect(names(page).first()).toBeVisible()
    const taken = await parts(page)
    expect(drawn.length).toBeGreaterThan(10)
    expect(taken).toEqual(drawn)
    expect(await shifts(page)).toBeLessThanOrEqual(0.001)
  })

  test(`at ${width} px nothing shifts on the way to the connect page and a device`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 })
    await observeShifts(page)
    await page.goto('/devices')
    await expect(heading(page, 'Connect')).toBeVisible()
    expect(await shifts(page)).toBeLessThanOrEqual(0.001)
    await connect(page)
    const link = names(page).first()
    // Not its inner text, which is empty until the row has been laid out.
    const [name, address] = [await link.textContent(), await link.getAttribute('href')]
    expect(await shifts(page)).toBeLessThanOrEqual(0.001)
    await openConnected(page, address ?? '')
    await expect(heading(page, name ?? '')).toBeVisible()
    expect(await shifts(page)).toBeLessThanOrEqual(0.001)
  })
}

for (const width of [1440, 390]) {
  test(`at ${width} px no row moves when a search begins and ends`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await observeShifts(page)
    await openConnected(page)
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
}

test('what index.html says of the list does not stand at another address', async ({ page }) => {
  await page.route('**/config.json', () => undefined)
  await page.goto('/activity')
  await expect(page.getByRole('link', { name: 'Activity' })).toBeVisible()
  await expect(page.locator('main')).toBeEmpty()
})
