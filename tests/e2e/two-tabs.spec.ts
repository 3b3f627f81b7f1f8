import type { Page } from '@playwright/test'
import type { RunningApi } from '../api/start.ts'
import { takeClock, passTimeUntil } from './support/clock.ts'
import {
  activityLink,
  confirmation,
  connect,
  deviceTable,
  heading,
  openKept,
} from './support/console.ts'
import { createGate, holding } from './support/fleet.ts'
import { notifications } from './support/journey.ts'
import { expect, test } from './support/test.ts'

const selectionBar = (page: Page) => page.getByRole('region', { name: 'Selection' })

/** Opens the confirmation of an action on the first ten devices, of which one is deactivated already. */
async function askForFirstTen(page: Page): Promise<void> {
  await deviceTable(page).getByRole('checkbox', { name: 'Select all on this page' }).check()
  await selectionBar(page).getByRole('button', { name: 'Deactivate 10' }).click()
  const button = actButton(page)
  await expect(button).toHaveText('Deactivate 9 devices')
  await expect(button).not.toHaveAttribute('aria-disabled')
}

const actButton = (page: Page) =>
  confirmation(page).getByRole('button', { name: /^Deactivate \d+ devices?$/ })

/** How many devices the notice of a run's end claims to be deactivated by it; 0 without a notice. */
async function claimed(page: Page): Promise<number> {
  const text = await notifications(page).innerText()
  return Number(/(\d+) (?:devices? )?deactivated/.exec(text)?.[1] ?? 0)
}

test('two tabs that deactivate the same nine devices claim nine in all', async ({
  page,
  context,
  api,
}) => {
  await openKept(page, '/devices?size=10')
  const other = await context.newPage()
  await openKept(other, '/devices?size=10')
  const gate = createGate()
  let held = 0
  api.intercept(({ request, next }) => {
    if (request.method !== 'POST') return undefined
    // A server to which deactivating twice is as good as once.
    held += 1
    const mustWait = held <= 4
    const answer = async () => {
      if (mustWait) await gate.pass()
      const id = /\/devices\/([^/]+)/.exec(request.url)?.[1] ?? ''
      const device = api.backend.get(id)
      if (device?.status === 'Deactivated') return Response.json(device, { status: 201 })
      return next(request)
    }
    return answer()
  })

  // A tab in the background draws one frame a second, and each click waits for two.
  await askForFirstTen(other)
  await page.bringToFront()
  await askForFirstTen(page)
  await actButton(page).click()
  await expect.poll(gate.waiting).toBe(4)
  // The other one confirms while the first one's requests are on their way.
  await other.bringToFront()
  await actButton(other).click()
  await expect(
    notifications(other)
      .getByText(/\d/)
      .or(other.getByRole('alertdialog').getByRole('alert'))
      .first(),
  ).toBeVisible()
  gate.release()
  await page.bringToFront()
  await expect(notifications(page).getByText(/\d/).first()).toBeVisible()

  expect((await claimed(page)) + (await claimed(other))).toBe(9)
  expect(new Set(api.requests.map(({ id }) => id)).size).toBe(9)
  expect(api.requests, 'one request for each').toHaveLength(9)
})

test('a copy of a tab in the middle of a run says so, and offers no way to do it again', async ({
  page,
  context,
  api,
}) => {
  await openKept(page, '/devices?size=10')
  await askForFirstTen(page)
  const gate = createGate()
  api.intercept(holding(gate, 'POST'))
  await actButton(page).click()
  await expect.poll(gate.waiting).toBe(4)

  // Names are encrypted after the first requests are sent.
  const isEncrypted = () =>
    page.evaluate(() => Object.keys(sessionStorage).some((key) => key.endsWith('.encrypted')))
  await expect.poll(isEncrypted).toBe(true)
  // What "Duplicate tab" does.
  const stored = await page.evaluate(() => Object.entries(sessionStorage))
  const copy = await context.newPage()
  await copy.addInitScript((entries) => {
    if (location.protocol !== 'http:') return
    for (const [name, value] of entries) sessionStorage.setItem(name, value)
  }, stored)
  await copy.goto('/devices')
  // The key is not among what was copied.
  await connect(copy)
  await expect(heading(copy, 'Devices')).toBeVisible()
  await activityLink(copy).click()
  await expect(copy.getByText(/Running in another tab/).first()).toBeVisible()
  await expect(copy.getByRole('button', { name: /^(Resume|Retry|Stop)/ })).toHaveCount(0)

  api.intercept(undefined)
  gate.release()
  await expect(notifications(page)).toContainText('9 devices deactivated')
  expect(api.requests).toHaveLength(9)
})

test('a removal that is still on its way after a reload is unknown until it took effect', async ({
  page,
  api,
}) => {
  page.on('dialog', (dialog) => void dialog.accept())
  await takeClock(page)
  await openKept(page)
  const gate = createGate()
  await removeTwo(page, api, gate)
  await expect.poll(gate.waiting).toBe(2)

  await page.reload()
  await expect(heading(page, 'Devices')).toBeVisible()
  await activityLink(page).click()
  const main = page.getByRole('main')
  await main.getByRole('link', { name: 'Remove 2 devices' }).click()
  await expect(heading(page, 'Remove 2 devices')).toBeVisible()
  await passTimeUntil(page, main.getByText(/Unknown 2|2 unknown/i).first(), { stepMs: 500 })
  await page.clock.fastForward(5_000)
  await expect(main).toContainText(/may still take effect/)
  await expect(main).toContainText(/unchanged as of \d\d:\d\d:\d\d/)
  await expect(main).not.toContainText(/Failed|Not (?:deactivated|removed)\./)

  api.intercept(undefined)
  gate.release()
  await expect.poll(() => api.backend.total()).toBe(1_246)
  await passTimeUntil(page, main.getByText(/Removed 2|2 removed/i).first(), { stepMs: 5_000 })
  expect(api.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2)
})

/** Removes two devices by requests that take effect when the gate lets them, whoever still listens. */
async function removeTwo(
  page: Page,
  api: RunningApi,
  gate: ReturnType<typeof createGate>,
): Promise<void> {
  api.intercept(holding(gate, 'DELETE'))
  for (const name of ['lost-laptop-01', 'priya-thinkpad-x1']) {
    await deviceTable(page)
      .getByRole('checkbox', { name: `Select ${name}`, exact: true })
      .check()
  }
  await selectionBar(page).getByRole('button', { name: 'Remove 2' }).click()
  await confirmation(page).getByRole('button', { name: 'Remove 2 devices' }).click()
}
