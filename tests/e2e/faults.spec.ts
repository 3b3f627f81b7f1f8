import type { Locator, Page } from '@playwright/test'
import type { RunningApi } from '../api/start.ts'
import {
  deactivations,
  failedReads,
  removals,
  type ChangeEnd,
  type Fault,
  type Words,
} from '../fault-tables.ts'
import { passTimeUntil, takeClock } from './support/clock.ts'
import { confirmation, names, openConnected, row, rowAction } from './support/console.ts'
import { notifications } from './support/journey.ts'
import { expectNoTraceOf, expectNotBlank } from './support/oracles.ts'
import { goodKey } from './support/sites.ts'
import { expect, test } from './support/test.ts'

// Faults that a browser meets on a real connection; the component tests go through all the others.

const wireFaults = [
  'network-error',
  'hang-in-body',
  'truncated-body',
  'rate-limited',
  'no-cors',
  'redirect',
] as const satisfies readonly Fault[]

/**
 * Changes the page asked for; repeats by the browser itself, after a broken connection, don't count, nor
 * do redirects, which Playwright reports though nothing follows them.
 */
let asked: string[] = []

test.beforeEach(async ({ page }) => {
  asked = []
  page.on('request', (request) => {
    if (request.method() !== 'GET' && !request.redirectedFrom())
      asked.push(`${request.method()} ${request.url()}`)
  })
  await takeClock(page)
})

test.afterEach(async ({ page, api }) => {
  await expectNotBlank(page)
  await expectNoTraceOf(page, goodKey)
  expect(api.trapped, 'requests that followed a redirect').toEqual([])
})

/** Those that only a wire has, or that the browser itself may answer, by both. */
const changes: ['Deactivate' | 'Remove', Fault][] = [
  ['Deactivate', 'lost-answer'],
  ['Deactivate', 'hang-in-body'],
  ['Deactivate', 'no-cors'],
  ['Deactivate', 'redirect'],
  ['Remove', 'network-error'],
  ['Remove', 'lost-answer'],
  ['Remove', 'truncated-body'],
  ['Remove', 'no-cors'],
  ['Remove', 'redirect'],
]

test('a fault on the wire says why, loses nothing, and costs no reload', async ({ page, api }) => {
  const devices = api.backend.list([], changes.length + 1, 0).data
  const lastConnection = new Date(Date.now() - 5 * dayMs).toISOString()
  for (const { id } of devices) {
    api.backend.edit(id, { status: 'Offline', active: true, lastConnection })
  }
  await openConnected(page)
  await expect(names(page)).toHaveCount(25)
  const alert = page.getByRole('main').getByRole('alert')
  for (const kind of wireFaults) {
    await test.step(`a read, ${kind}`, async () => {
      await api.setFault(kind, { on: 'reads' })
      await page.getByRole('button', { name: 'Refresh' }).click()
      await passTimeUntil(page, alert, stepsFor(kind, 'reads'))
      await expectWords(alert, failedReads[kind])
      await expect(names(page)).toHaveCount(25)

      await api.setFault(undefined)
      await retry(alert)
      const isRecovered = page.getByRole('main').filter({ hasNot: page.getByRole('alert') })
      await passTimeUntil(page, isRecovered, stepsFor(kind, 'reads'))
    })
  }
  expect(asked).toEqual([])

  for (const [at, [verb, kind]] of changes.entries()) {
    const [device, end] = [devices[at], (verb === 'Remove' ? removals : deactivations)[kind]]
    if (!device || !end) throw new Error(`No device or no outcome for ${kind}`)
    await test.step(`${verb}, ${kind}`, () => actsUnder(page, api, { kind, end, verb, device }))
  }

  await test.step('Enter held on a removal that fails sends one request for each press', () =>
    holdsEnter(page, api, devices.at(-1)?.name ?? ''))
})

async function holdsEnter(page: Page, api: RunningApi, name: string): Promise<void> {
  asked.length = 0
  await rowAction(row(page, name), 'Remove').click()
  const dialog = confirmation(page)
  const confirm = dialog.getByRole('button', { name: /^Remove (device|again)$/ })
  await expect(confirm).not.toHaveAttribute('aria-disabled')
  await api.setFault('conflict', { on: 'changes' })
  await confirm.focus()
  const before = api.requests.length
  const isAnswered = () => api.requests.slice(before).every(({ status }) => status !== undefined)
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
    expect(asked).toHaveLength(press)
  }
}

const dayMs = 86_400_000

/** Retries, unless a pending read recovers by itself once the fault is lifted. */
async function retry(alert: Locator): Promise<void> {
  try {
    await alert.getByRole('button', { name: 'Try again' }).click({ timeout: 2_000 })
  } catch (error) {
    if ((await alert.count()) > 0) throw error
  }
}

interface Change {
  kind: Fault
  end: ChangeEnd
  verb: (typeof changes)[number][0]
  device: { id: string; name: string }
}

async function actsUnder(
  page: Page,
  api: RunningApi,
  { kind, end, verb, device: { id, name } }: Change,
): Promise<void> {
  asked.length = 0
  const before = api.backend.get(id)?.status
  await rowAction(row(page, name), verb).click()
  const dialog = confirmation(page)
  const button = dialog.getByRole('button', { name: `${verb} device` })
  await expect(button).not.toHaveAttribute('aria-disabled')
  await api.setFault(kind, { on: 'changes' })
  await button.click()
  const said = `${name} was ${verb === 'Remove' ? 'removed' : 'deactivated'}`
  const notification = notifications(page).getByText(said)
  let { sent } = end

  if (end.ends !== 'done') {
    const alert = dialog.getByRole('alert')
    await passTimeUntil(page, alert, stepsFor(kind, 'changes'))
    await expectWords(alert, end.ends.words)
    await expect(alert).toContainText(end.ends.butSays)
    await expect(notification).toHaveCount(0)
    expect(asked).toHaveLength(sent)
    expect(api.backend.get(id)?.status).toBe(before)

    await api.setFault(undefined)
    await dialog.getByRole('button', { name: `${verb} again` }).click()
    sent += 1
  }
  await passTimeUntil(page, notification, stepsFor(kind, 'changes'))
  await api.setFault(undefined)
  await expect(dialog).toBeHidden()
  const request =
    verb === 'Remove'
      ? `DELETE ${api.url}/tenants/devices/${id}`
      : `POST ${api.url}/tenants/devices/${id}/deactivate`
  expect(asked).toEqual(Array.from({ length: sent }, () => request))
  expect(api.backend.get(id)?.status).toBe(verb === 'Remove' ? undefined : 'Deactivated')
  await expect(row(page, name)).toHaveText(verb === 'Remove' ? [] : [/Deactivated/])
}

async function expectWords(alert: Locator, words: Words | undefined): Promise<void> {
  await expect(alert).toContainText(words?.title ?? 'no title')
  await expect(alert).toContainText(words?.nextStep ?? 'no next step')
}

/** Time jumps far where only time ends a fault. */
function stepsFor(kind: Fault, hung: 'reads' | 'changes') {
  if (kind === 'hang-in-body') return { stepMs: 5_000, hung }
  return { stepMs: kind === 'rate-limited' ? 5_000 : 2_000 }
}
