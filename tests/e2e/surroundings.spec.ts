import {
  confirmation,
  connect,
  deviceTable,
  heading,
  names,
  openConnected,
  row,
  rowAction,
  sortBy,
} from './support/console.ts'
import { notifications } from './support/journey.ts'
import { readOnlyKey } from './support/sites.ts'
import { expect, test } from './support/test.ts'

// What goes wrong on this side of the wire: the browser, its clock and its storage, and the key.

const laptop = 'lost-laptop-01'
const aDay = 24 * 3_600_000

test('a browser that went offline says so, keeps what it has, and goes on when it is back', async ({
  page,
  context,
  api,
}) => {
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Refresh' }).click()
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText('Can’t reach')
  await expect(names(page)).toHaveCount(25)

  // Nothing is parked to fire later: what was pressed offline is told, and sent only when pressed again.
  await rowAction(row(page, laptop), 'Deactivate').click()
  const dialog = confirmation(page)
  await expect(dialog.getByRole('alert')).toContainText('Can’t reach')
  await context.setOffline(false)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert).toBeHidden()
  expect(api.requests).toEqual([])
})

test('a browser whose storage throws has everything but a memory', async ({ page, api }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'] as const) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('Storage is off', 'SecurityError')
        },
      })
    }
  })
  await openConnected(page)
  await sortBy(page, 'Name').click()
  await expect(page).toHaveURL(/\?sort=name$/)
  await page.getByRole('combobox', { name: 'Search devices' }).fill(laptop)
  // Its namesake carries a zero-width space, which no search stumbles over.
  await expect(names(page)).toHaveCount(2)
  await page.getByRole('checkbox', { name: `Select ${laptop}` }).check()
  await rowAction(row(page, laptop), 'Remove').click()
  await confirmation(page).getByRole('button', { name: 'Remove device' }).click()
  await expect(notifications(page)).toContainText(`${laptop} was removed`)
  expect(api.requests).toMatchObject([{ action: 'remove', status: 204 }])
})

for (const [how, ahead] of [
  ['a day ahead', aDay],
  ['a day behind', -aDay],
] as const) {
  test(`a clock that is ${how} locks nobody out and takes no device for another`, async ({
    page,
    api,
  }) => {
    await page.clock.install({ time: Date.now() + ahead })
    await openConnected(page)
    await expect(names(page)).toHaveCount(25)
    await page.clock.fastForward(31_000)
    await expect(deviceTable(page)).not.toContainText(/NaN|Invalid|undefined/)
    await rowAction(row(page, laptop), 'Deactivate').click()
    await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
    await expect(row(page, laptop)).toContainText('Deactivated')
    expect(api.requests).toMatchObject([{ action: 'deactivate', status: 201 }])
  })
}

for (const verb of ['Deactivate', 'Remove'] as const) {
  test(`a key refused at "${verb}" asks for another, and what was meant is not sent with it`, async ({
    page,
    api,
  }) => {
    await openConnected(page, '/devices?sort=name')
    const [name = ''] = await names(page).allTextContents()
    await rowAction(row(page, name), verb).click()
    const dialog = confirmation(page)
    const button = dialog.getByRole('button', { name: `${verb} device` })
    await expect(button).not.toHaveAttribute('aria-disabled')
    await api.setFault('unauthorized', { on: 'changes' })
    await button.click()
    await expect(heading(page, 'Connect')).toBeVisible()
    await expect(dialog).toHaveCount(0)

    await api.setFault(undefined)
    const refused = api.requests.length
    await connect(page)
    await expect(page).toHaveURL(/\/devices\?sort=name$/)
    await expect(row(page, name)).toBeVisible()
    expect(api.requests).toHaveLength(refused)
    expect(api.backend.total()).toBe(1_248)
  })
}

test('a key that may only read is told so at the first change, and changes nothing', async ({
  page,
  api,
}) => {
  await openConnected(page, '/devices', readOnlyKey)
  await rowAction(row(page, laptop), 'Remove').click()
  const dialog = confirmation(page)
  await dialog.getByRole('button', { name: 'Remove device' }).click()
  await expect(dialog.getByRole('alert')).toContainText('key doesn’t have permission')
  await expect(dialog.getByRole('alert')).toContainText(/Not (?:deactivated|removed)\./)
  expect(api.backend.total()).toBe(1_248)
})

test('the state of the fleet prints on one page', async ({ page }) => {
  await openConnected(page, '/overview')
  await expect(page.getByText(/^All [\d,]+ devices · updated/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Registrations per week' })).toBeVisible()
  const file = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(file.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})
