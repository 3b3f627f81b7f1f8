import { confirmation, openConnected, row, rowAction, names } from './support/console.ts'
import { deviceNamed } from './support/fleet.ts'
import { expect, test } from './support/test.ts'

const laptop = 'lost-laptop-01'
const minute = 60_000
const hour = 60 * minute

test('a browser clock that is a day ahead hides no device that is in use', async ({
  page,
  api,
}) => {
  api.backend.edit(deviceNamed(api, laptop).id, {
    status: 'Offline',
    lastConnection: new Date(Date.now() - 5 * minute).toISOString(),
  })
  await page.clock.install({ time: Date.now() + 25 * hour })
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  await rowAction(row(page, laptop), 'Remove').click()
  const dialog = confirmation(page)
  const confirm = dialog.getByRole('button', { name: 'Remove device' })
  await expect(dialog.getByRole('textbox')).toBeVisible()
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('textbox').fill(laptop)
  await expect(confirm).not.toHaveAttribute('aria-disabled')
  expect(api.requests).toEqual([])
})

test('Enter held on a removal that fails sends one request for each press', async ({
  page,
  api,
}) => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'DELETE') sent.push(request.url())
  })
  await openConnected(page)
  await rowAction(row(page, laptop), 'Remove').click()
  const dialog = confirmation(page)
  const confirm = dialog.getByRole('button', { name: /^Remove (device|again)$/ })
  await expect(confirm).not.toHaveAttribute('aria-disabled')
  await api.setFault('conflict', { on: 'changes' })
  await confirm.focus()
  const isAnswered = () => api.requests.every(({ status }) => status !== undefined)

  for (let press = 1; press <= 2; press += 1) {
    await page.keyboard.down('Enter')
    await expect(dialog.getByRole('alert')).toBeVisible()
    await expect(confirm).toBeFocused()
    for (let repeat = 0; repeat < 6; repeat += 1) {
      await page.keyboard.down('Enter')
      // Each repetition finds the answer to the one before.
      await expect(confirm).not.toHaveAttribute('aria-busy', 'true')
      await expect.poll(isAnswered).toBe(true)
    }
    await page.keyboard.up('Enter')
    expect(sent).toHaveLength(press)
  }
  expect(api.backend.total()).toBe(1_248)
})
