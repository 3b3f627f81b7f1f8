import {
  confirmation,
  deviceTable,
  names,
  openConnected,
  row,
  rowAction,
  sortBy,
} from './support/console.ts'
import { deviceNamed } from './support/fleet.ts'
import { notifications } from './support/journey.ts'
import { expect, test } from './support/test.ts'

// What goes wrong on this side of the wire: the browser, its clock and its storage.

const laptop = 'lost-laptop-01'
const aDay = 24 * 3_600_000

test('a browser that went offline says so, keeps what it has, goes on when it is back, and prints', async ({
  page,
  context,
  api,
}) => {
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  const refresh = page.getByRole('button', { name: 'Refresh' })
  // It is loaded after the rows.
  await expect(refresh).toBeVisible()
  await context.setOffline(true)
  await refresh.click()
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

  await test.step('the state of the fleet prints on one page', async () => {
    await page.getByRole('link', { name: 'Overview', exact: true }).click()
    await expect(page.getByText(/^All [\d,]+ devices · updated/)).toBeVisible()
    await expect(page.getByRole('region', { name: 'Registrations per week' })).toBeVisible()
    const file = (await page.pdf({ format: 'A4' })).toString('latin1')
    expect(file.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  })
})

test('a browser whose storage throws has everything but a memory', async ({ page, api }) => {
  api.reset(150)
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

test('a clock that is a day ahead hides no device that is in use', async ({ page, api }) => {
  api.backend.edit(deviceNamed(api, laptop).id, {
    status: 'Offline',
    lastConnection: new Date(Date.now() - 5 * 60_000).toISOString(),
  })
  await page.clock.install({ time: Date.now() + aDay })
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  await page.clock.fastForward(31_000)
  await expect(deviceTable(page)).not.toContainText(/NaN|Invalid|undefined/)
  await rowAction(row(page, laptop), 'Remove').click()
  const dialog = confirmation(page)
  const confirm = dialog.getByRole('button', { name: 'Remove device' })
  await expect(dialog.getByRole('textbox')).toBeVisible()
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('textbox').fill(laptop)
  await confirm.click()
  await expect(notifications(page)).toContainText(`${laptop} was removed`)
  expect(api.requests).toMatchObject([{ action: 'remove', status: 204 }])
})

test('a clock that is a day behind locks nobody out and takes no device for another', async ({
  page,
  api,
}) => {
  await page.clock.install({ time: Date.now() - aDay })
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  await page.clock.fastForward(31_000)
  await expect(deviceTable(page)).not.toContainText(/NaN|Invalid|undefined/)
  await rowAction(row(page, laptop), 'Deactivate').click()
  await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
  await expect(row(page, laptop)).toContainText('Deactivated')
  expect(api.requests).toMatchObject([{ action: 'deactivate', status: 201 }])
})
