import type { Locator, Page } from '@playwright/test'
import type { RunningApi } from '../api/start.ts'
import { passTimeUntil, takeClock } from './support/clock.ts'
import {
  confirmation,
  deviceTable,
  heading,
  names,
  openConnected,
  openKept,
  row,
  rowAction,
  sortBy,
  deviceLink,
} from './support/console.ts'
import {
  deactivations,
  failedReads,
  lies,
  removals,
  stepsFor,
  toldInTheList,
  type ChangeEnd,
  type Fault,
  type Words,
} from './support/fault-tables.ts'
import { notifications } from './support/journey.ts'
import { expectNoTraceOf, expectNotBlank } from './support/oracles.ts'
import { goodKey } from './support/sites.ts'
import { expect, test } from './support/test.ts'

const laptop = 'lost-laptop-01'

/** Changes the page asked for. The browser itself repeats some when a kept connection breaks; that is not counted. */
let asked: string[] = []

test.beforeEach(async ({ page, api }) => {
  asked = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') asked.push(`${request.method()} ${request.url()}`)
  })
  await takeClock(page)
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  expect(api.backend.total()).toBe(1_248)
})

test.afterEach(async ({ page, api }) => {
  await expectNotBlank(page)
  await expectNoTraceOf(page, goodKey)
  expect(api.trapped, 'nothing follows a redirect').toEqual([])
})

/** Asks again, unless a read that was still under way when the fault was lifted has healed it by itself. */
async function askAgain(alert: Locator): Promise<void> {
  try {
    await alert.getByRole('button', { name: 'Try again' }).click({ timeout: 5_000 })
  } catch (error) {
    if ((await alert.count()) > 0) throw error
  }
}

for (const [kind, words] of entries(failedReads)) {
  test(`reading under "${kind}": told, what is known stays, and back without a reload`, async ({
    page,
    api,
  }) => {
    const alert = page.getByRole('main').getByRole('alert')
    await api.setFault(kind, { on: 'reads' })
    await page.getByRole('button', { name: 'Refresh' }).click()
    await passTimeUntil(page, alert, stepsFor(kind, 'reads'))
    await expectWords(alert, words)
    await expect(alert).toContainText('Showing data from')
    await expect(names(page)).toHaveCount(25)

    await deviceLink(page, laptop).click()
    await expect(heading(page, laptop)).toBeVisible()
    const ofDevice = alert.filter({ hasText: 'Showing data from the list.' })
    await passTimeUntil(page, ofDevice, stepsFor(kind, 'reads'))
    await expectWords(alert, words)
    await expect(page.getByRole('main')).toContainText('jonas.weber@harbor.example')

    await api.setFault(undefined)
    await askAgain(alert)
    await passTimeUntil(page, page.getByText(/^As of/), stepsFor(kind, 'reads'))
    await expect(alert).toBeHidden()

    await api.setFault(kind, { on: 'reads' })
    await page.goBack()
    await sortBy(page, 'Name').click()
    await passTimeUntil(
      page,
      alert.filter({ hasNotText: 'Still showing' }),
      stepsFor(kind, 'reads'),
    )
    await expectWords(alert, words)
    await expectNotBlank(page)

    await api.setFault(undefined)
    await askAgain(alert)
    await passTimeUntil(
      page,
      deviceTable(page).getByRole('rowheader').first(),
      stepsFor(kind, 'reads'),
    )
    await expect(names(page)).toHaveCount(25)
    await expect(alert).toBeHidden()
    expect(asked).toEqual([])
  })
}

for (const [kind, seen] of entries(toldInTheList)) {
  test(`good answers with "${kind}" in them are shown for what they are`, async ({ page, api }) => {
    await api.setFault(kind, { on: 'reads' })
    await page.getByRole('button', { name: 'Refresh' }).click()
    const main = page.getByRole('main')
    await expect(main).toContainText(seen)
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
    await names(page).nth(1).click()
    await expect(
      main.getByRole('term').filter({ hasText: 'Device ID' }).or(main.getByRole('alert')).first(),
    ).toBeVisible()
    await expectNotBlank(page)

    await api.setFault(undefined)
    await page.goBack()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText('1–25 of 1,248', { exact: true })).toBeVisible()
  })
}

for (const [kind, end] of entries(deactivations)) {
  const removal = removals[kind] ?? end
  test(`changes under "${kind}": sent ${end.sent} and ${removal.sent} ×, and what is told is true`, async ({
    page,
    api,
  }) => {
    await actsUnder(page, api, { kind, end, verb: 'Deactivate' })
    await actsUnder(page, api, { kind, end: removal, verb: 'Remove' })
  })
}

for (const kind of lies) {
  test(`a server that lies about a change by "${kind}" gets one request and no page breaks`, async ({
    page,
    api,
  }) => {
    await api.setFault(kind, { on: 'changes' })
    await confirm(page, 'Deactivate')
    const told = kind === 'not-found' ? 'was already removed' : 'was deactivated'
    await expect(notifications(page)).toContainText(`${laptop} ${told}`)
    expect(api.requests).toHaveLength(1)
    // What the list says next is what the server says, whatever it said before.
    const statusShown = kind === 'not-found' ? [] : [/Offline/]
    await expect(row(page, laptop)).toHaveText(statusShown)
  })
}

for (const verb of ['Deactivate', 'Remove'] as const) {
  test(`without any answer it is told that the fate of "${verb}" is unknown`, async ({
    page,
    api,
  }) => {
    const dialog = await confirm(page, verb, () => api.setFault('network-error'))
    const alert = dialog.getByRole('alert')
    await passTimeUntil(page, alert)
    await expect(alert).toContainText('unknown whether it took effect')
    expect(asked).toHaveLength(verb === 'Remove' ? 2 : 1)

    await api.setFault(undefined)
    await dialog.getByRole('button', { name: `${verb} again` }).click()
    await expect(dialog).toBeHidden()
    await expect(notifications(page)).toContainText(laptop)
  })
}

test('a server that is away for a moment is not told: the read is repeated by itself', async ({
  page,
  api,
}) => {
  const updated = page.getByText(/^Updated \d/)
  const before = await updated.textContent()
  await page.clock.fastForward(2_000)
  const reads = api.reads()
  await api.setFault('unavailable', { on: 'reads' })
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect.poll(api.reads).toBeGreaterThan(reads)
  await api.setFault(undefined)
  await expect(updated).not.toHaveText(before ?? '')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(names(page)).toHaveCount(25)
})

test('a device removed elsewhere says so, and leads back to a list without it', async ({
  page,
  api,
}) => {
  api.backend.remove(api.backend.list([], 3, 0).data[2]?.id ?? '')
  await deviceLink(page, laptop).click()
  await expect(heading(page, `${laptop} was removed`)).toBeVisible()
  await page.getByRole('link', { name: 'Back to devices' }).click()
  await expect(names(page)).toHaveCount(25)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(deviceLink(page, laptop)).toHaveCount(0)
})

test('answers that overtake each other never show another list than asked for', async ({
  page,
  api,
}) => {
  await api.setFault('out-of-order', { on: 'reads' })
  for (const label of ['Name', 'Status', 'Registered', 'Name', 'Name']) {
    await sortBy(page, label).click()
  }
  await expect(page).toHaveURL(/\?sort=-name$/)
  const expected = api.backend.list([{ field: 'name', descending: true }], 25, 0)
  await expect(names(page)).toHaveText(expected.data.map(({ name }) => name))
})

test('a device opened under a fault from its address alone is a page with a way on', async ({
  page,
  api,
}) => {
  const [far] = api.backend.list([], 1, 700).data
  await page.getByRole('button', { name: 'Sign out' }).click()
  await openKept(page)

  await api.setFault('server-error', { on: 'reads' })
  await page.goto(`/devices/${far?.id}`)
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText('The API failed (500)')
  await expect(heading(page, 'Device')).toBeVisible()
  await api.setFault(undefined)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(heading(page, far?.name ?? '')).toBeVisible()
  await page.evaluate(() => sessionStorage.clear())
})

/** Presses the button of the confirmation; `before` runs between its re-reading and the press. */
async function confirm(
  page: Page,
  verb: 'Deactivate' | 'Remove',
  before?: () => Promise<void>,
): Promise<Locator> {
  await rowAction(row(page, laptop), verb).click()
  const dialog = confirmation(page)
  const button = dialog.getByRole('button', { name: `${verb} device` })
  await expect(button).not.toHaveAttribute('aria-disabled')
  await before?.()
  await button.click()
  return dialog
}

async function actsUnder(
  page: Page,
  api: RunningApi,
  { kind, end, verb }: { kind: Fault; end: ChangeEnd; verb: 'Deactivate' | 'Remove' },
): Promise<void> {
  asked.length = 0
  const id = api.backend.list([], 3, 0).data[2]?.id ?? ''
  const before = api.backend.get(id)?.status
  const dialog = await confirm(page, verb, () => api.setFault(kind, { on: 'changes' }))
  const told = `${laptop} was ${verb === 'Remove' ? 'removed' : 'deactivated'}`
  const toast = notifications(page).getByText(told)
  let { sent } = end

  if (end.ends !== 'done') {
    const alert = dialog.getByRole('alert')
    await passTimeUntil(page, alert, stepsFor(kind, 'changes'))
    await expectWords(alert, end.ends.words)
    await expect(alert).toContainText(end.ends.butSays)
    await expect(toast).toHaveCount(0)
    expect(asked).toHaveLength(sent)
    expect(api.backend.get(id)?.status).toBe(before)

    await api.setFault(undefined)
    await dialog.getByRole('button', { name: `${verb} again` }).click()
    sent += 1
  }
  await passTimeUntil(page, toast, stepsFor(kind, 'changes'))
  await api.setFault(undefined)
  await expect(dialog).toBeHidden()
  const request =
    verb === 'Remove'
      ? `DELETE ${api.url}/tenants/devices/${id}`
      : `POST ${api.url}/tenants/devices/${id}/deactivate`
  expect(asked).toEqual(Array.from({ length: sent }, () => request))
  expect(api.backend.get(id)?.status).toBe(verb === 'Remove' ? undefined : 'Deactivated')
  await expect(row(page, laptop)).toHaveText(verb === 'Remove' ? [] : [/Deactivated/])
}

async function expectWords(alert: Locator, { title, nextStep }: Words): Promise<void> {
  await expect(alert).toContainText(title)
  await expect(alert).toContainText(nextStep)
}

function entries<Value>(table: Partial<Record<Fault, Value>>): [Fault, Value][] {
  return Object.entries(table) as [Fault, Value][]
}
