import { takeClock } from './support/clock.ts'
import {
  columnHeader,
  confirmation,
  deviceTable,
  heading,
  names,
  openConnected,
  pagination,
  range,
  row,
  rowAction,
  sortBy,
  deviceLink,
} from './support/console.ts'
import { expect, test } from './support/test.ts'

test('an address with nonsense in it shows a list and is cleaned without a step in history', async ({
  page,
}) => {
  await openConnected(page, '/devices?sort=-name,-name,owner,%00&page=-3&size=7&x=1')
  await expect(page).toHaveURL(/\/devices\?sort=-name$/)
  await expect(columnHeader(page, 'Name')).toHaveAttribute('aria-sort', 'descending')
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  expect(await page.evaluate(() => history.length)).toBe(2)
})

test('a page past the end goes to the last one', async ({ page }) => {
  await openConnected(page, '/devices?page=9999')
  await expect(page).toHaveURL(/\/devices\?page=50$/)
  await expect(range(page, '1,226–1,248 of 1,248')).toBeVisible()
  await expect(names(page)).toHaveCount(23)
  await expect(pagination(page, 'Next')).toHaveAttribute('aria-disabled', 'true')
})

test('a list is a link: its address alone brings back sort, page and size', async ({
  page,
  api,
}) => {
  await openConnected(page, '/devices?sort=-createdAt&page=2&size=50')
  await expect(columnHeader(page, 'Registered')).toHaveAttribute('aria-sort', 'descending')
  await expect(range(page, '51–100 of 1,248')).toBeVisible()
  const expected = api.backend.list([{ field: 'createdAt', descending: true }], 50, 50)
  await expect(names(page).first()).toHaveText(expected.data[0]?.name ?? '')
})

test('any page can be gone to by its number, and one too high is the last', async ({ page }) => {
  await openConnected(page)
  const field = page.getByRole('spinbutton', { name: 'Go to page' })
  await field.fill('12')
  await field.press('Enter')
  await expect(range(page, '276–300 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\?page=12$/)
  await field.fill('99')
  await field.press('Enter')
  await expect(range(page, '1,226–1,248 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\?page=50$/)
  await pagination(page, 'First').click()
  await expect(page).toHaveURL(/\/devices$/)
})

test('an address past the end leads to the last page, and Back does not return there', async ({
  page,
}) => {
  await openConnected(page)
  const { origin } = new URL(page.url())
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  await page.evaluate((address) => {
    history.pushState(history.state, '', address)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }))
  }, `${origin}/devices?page=99`)
  await expect(range(page, '1,226–1,248 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\?page=50$/)
  await page.goBack()
  await expect(range(page, '1–25 of 1,248')).toBeVisible()
  await expect(page).toHaveURL(/\/devices$/)
})

test('the old page stays until the new one lands', async ({ page, api }) => {
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  const before = await names(page).allTextContents()
  await api.setFault('hang', { on: 'reads' })
  await sortBy(page, 'Name').click()
  await expect(columnHeader(page, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await expect(deviceTable(page)).toHaveAttribute('aria-busy', 'true')
  await expect(names(page)).toHaveText(before)
  await api.setFault(undefined)
  await sortBy(page, 'Name').click()
  await expect(deviceTable(page)).not.toHaveAttribute('aria-busy')
  await expect(names(page)).not.toHaveText(before)
})

test('waiting for longer than three seconds is told', async ({ page, api }) => {
  await takeClock(page)
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  await api.setFault('hang', { on: 'reads' })
  const reads = api.reads()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect.poll(api.reads).toBeGreaterThan(reads)
  await page.clock.fastForward(3_500)
  await expect(page.getByText('Still waiting for the API to answer…')).toBeVisible()
})

test('what changes elsewhere waits for "Show changes", and no row moves before', async ({
  page,
  api,
}) => {
  await takeClock(page)
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  const before = await names(page).allTextContents()
  const [first, second] = api.backend.list([], 2, 0).data
  api.backend.remove(first?.id ?? '')
  api.backend.deactivate(second?.id ?? '')

  await page.clock.fastForward(31_000)
  await expect(page.getByText('The list has changed since it was shown.')).toBeVisible()
  await expect(names(page)).toHaveText(before)
  // What only changed is told in place.
  await expect(row(page, second?.name ?? '')).toContainText('Deactivated')

  await page.getByRole('button', { name: 'Show changes' }).click()
  await expect(row(page, first?.name ?? '')).toHaveCount(0)
  await expect(names(page).first()).toHaveText(second?.name ?? '')
  await expect(page.getByText('The list has changed')).toBeHidden()
})

test('nothing is re-read under a dialog, and all of it afterwards', async ({ page, api }) => {
  await takeClock(page)
  await openConnected(page)
  await rowAction(row(page, 'lost-laptop-01'), 'Deactivate').click()
  const confirm = confirmation(page).getByRole('button', { name: 'Deactivate device' })
  await expect(confirm).not.toHaveAttribute('aria-disabled')
  const reads = api.reads()
  for (let minute = 0; minute < 5; minute += 1) await page.clock.fastForward(60_000)
  await expect(confirmation(page)).toBeVisible()
  expect(api.reads()).toBe(reads)

  await confirmation(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(confirmation(page)).toBeHidden()
  await page.clock.fastForward(31_000)
  await expect.poll(api.reads).toBeGreaterThan(reads)
})

test('removing the last row of the last page goes to the page before', async ({
  page,
  startConsole,
}) => {
  const { api, open } = await startConsole({ devices: 26 })
  await open('/devices?page=2')
  await expect(range(page, '26–26 of 26')).toBeVisible()
  const [last] = api.backend.list([], 1, 25).data
  await rowAction(deviceTable(page).getByRole('row').last(), 'Remove').click()
  const dialog = confirmation(page)
  const field = dialog.getByRole('textbox')
  const button = dialog.getByRole('button', { name: 'Remove device' })
  await expect(button).not.toHaveAccessibleDescription('Checking the device')
  if (await field.isVisible()) await field.fill(last?.name ?? '')
  await button.click()
  await expect(range(page, '1–25 of 25')).toBeVisible()
  await expect(page).toHaveURL(/\/devices$/)
  await expect(names(page)).toHaveCount(25)
  expect(api.requests).toHaveLength(1)
})

test('a sort that the API refuses is told, and the rows are shown all the same', async ({
  page,
  startConsole,
}) => {
  const { api, open } = await startConsole({ sortFormat: 'colon' })
  await open('/devices?sort=-name')
  await expect(page.getByText('The API rejected this sort order')).toBeVisible()
  await expect(page.getByText('Check sortFormat in config.json')).toBeVisible()
  const unsorted = api.backend.list([], 25, 0).data.map(({ name }) => name)
  await expect(names(page)).toHaveText(unsorted)
})

test('a sort that the API ignores is told', async ({ page, api }) => {
  await openConnected(page)
  await api.setFault('sort-ignored', { on: 'reads' })
  await sortBy(page, 'Name').click()
  await expect(page.getByText('The API ignored this sort order')).toBeVisible()
  await expect(names(page)).toHaveCount(25)
})

test('a server with smaller pages neither skips nor repeats a device', async ({ page, api }) => {
  await openConnected(page)
  await api.setFault('limit-lowered', { on: 'reads' })
  await page.getByRole('combobox', { name: 'Rows per page' }).selectOption('50')
  await expect(range(page, 'The API gives 7 rows at a time.')).toBeVisible()
  const seen: string[] = []
  for (const rows of ['1–7', '8–14', '15–21']) {
    await expect(range(page, `${rows} of 1,248`)).toBeVisible()
    seen.push(...(await names(page).allTextContents()))
    await pagination(page, 'Next').click()
  }
  expect(seen).toEqual(api.backend.list([], 21, 0).data.map(({ name }) => name))
})

test('a network without devices says so', async ({ page, startConsole }) => {
  const { open } = await startConsole({ devices: 0 })
  await open('/devices')
  await expect(page.getByText('No devices yet')).toBeVisible()
  await expect(heading(page, 'Devices')).toBeVisible()
})

test('columns, row height and time zone are remembered on this device', async ({ page }) => {
  await openConnected(page)
  await page.getByRole('button', { name: 'View', exact: true }).click()
  const menu = page.getByRole('dialog', { name: 'Table view' })
  await menu.getByRole('checkbox', { name: 'Hardware ID' }).check()
  await menu.getByRole('checkbox', { name: 'Owner' }).uncheck()
  await menu.getByText('Compact', { exact: true }).click()
  await menu.getByText('UTC', { exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  const tall = await rowHeight()

  await openConnected(page)
  await expect(columnHeader(page, 'Hardware ID')).toBeVisible()
  await expect(columnHeader(page, 'Owner')).toHaveCount(0)
  await expect(columnHeader(page, 'Name')).toBeVisible()
  expect(await rowHeight()).toBe(tall)
  expect(tall).toBeLessThan(50)
  await deviceLink(page, 'lost-laptop-01').click()
  await expect(page.getByRole('main').getByText(/UTC$/).first()).toBeVisible()

  async function rowHeight(): Promise<number> {
    const box = await row(page, 'lost-laptop-01').boundingBox()
    return Math.round(box?.height ?? 0)
  }
})

test('a deactivated device cannot be deactivated again, and says why', async ({ page, api }) => {
  await openConnected(page)
  const button = rowAction(row(page, 'retired-laptop-07'), 'Deactivate')
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription('Already deactivated')
  await button.press('Enter')
  await expect(confirmation(page)).toHaveCount(0)
  expect(api.requests).toEqual([])
})

test('holding Enter sends one request', async ({ page, api }) => {
  await openConnected(page)
  api.setLatency(200)
  await rowAction(row(page, 'lost-laptop-01'), 'Deactivate').click()
  const button = confirmation(page).getByRole('button', { name: 'Deactivate device' })
  await expect(button).not.toHaveAttribute('aria-disabled')
  await button.focus()
  for (let repeat = 0; repeat < 8; repeat += 1) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(row(page, 'lost-laptop-01')).toContainText('Deactivated')
  expect(api.requests).toHaveLength(1)
})

test('pressing twice sends one request', async ({ page, api }) => {
  await openConnected(page)
  api.setLatency(200)
  await rowAction(row(page, 'lost-laptop-01'), 'Remove').click()
  const button = confirmation(page).getByRole('button', { name: 'Remove device' })
  await expect(button).not.toHaveAttribute('aria-disabled')
  await button.dblclick()
  await expect(confirmation(page)).toBeHidden()
  await expect(range(page, '1–25 of 1,247')).toBeVisible()
  expect(api.requests).toHaveLength(1)
})
