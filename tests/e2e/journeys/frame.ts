import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import { startApi, type RunningApi } from '../../api/start.ts'
import type { ServerSortEntry } from '../../../src/api/sort.ts'
import type { RawDevice } from '../../../src/mock/raw.ts'
import { counted, type Hand } from '../support/clicks.ts'
import { confirmation, deviceTable, heading, names } from '../support/console.ts'
import { goodKey } from '../support/sites.ts'
import { test as base } from '../support/test.ts'

/** The key that is issued when the one before is taken back. */
export const rotatedKey = 'e2e-key-rotated-91d0'

/** A run of 200 devices takes ten seconds at 200 ms of latency, and longer on a busy machine. */
const longestWaitMs = 40_000

/** A journey waits for both. */
const journeyTimeoutMs = 90_000

interface JourneyFixtures {
  /** Gives each journey its time. */
  patience: undefined
  /** Clicks and types at the page, and counts the clicks. */
  hand: Hand
  /** Opens an address of the console with the key that this tab keeps. */
  open: (path?: string) => Promise<void>
}

/** Tests against an API and a site of their own for each worker. */
export const test = base.extend<JourneyFixtures, { fleetSize: number; sharedApi: RunningApi }>({
  fleetSize: [3_000, { scope: 'worker', option: true }],
  sharedApi: [
    async ({ fleetSize }, provide) => {
      const api = await startApi({
        devices: fleetSize,
        keys: [goodKey, rotatedKey],
      })
      await provide(api)
      await api.close()
    },
    { scope: 'worker' },
  ],
  patience: [
    async ({ browserName: _browser }, provide, info) => {
      info.setTimeout(journeyTimeoutMs)
      await provide(undefined)
    },
    { auto: true },
  ],
  hand: async ({ page }, provide) => {
    await provide(counted(page))
  },
  // Depends on the API, so that each journey begins with the fleet as it was.
  open: async ({ page, api: _api }, provide) => {
    await provide(async (path = '/devices') => {
      await page.addInitScript((key) => {
        if (location.protocol !== 'http:') return
        // As a page before this one in its tab would have left it.
        const now = Date.now()
        const left = { key, connectionId: 'journey', openedAt: now, activeAt: now, texts: [] }
        sessionStorage.setItem('device-console.handover', JSON.stringify(left))
      }, goodKey)
      await page.goto(path)
      await expect(names(page).first()).toBeVisible()
      // Shortcuts work once the parts that load after the rows are there.
      await expect(page.getByRole('button', { name: 'Menu' })).toBeVisible()
    })
  },
})

export const expectSoon = expect.configure({ timeout: longestWaitMs })

/** All devices of the API as it has them now, in its order. */
export function allDevices(
  { backend }: Pick<RunningApi, 'backend'>,
  sort: readonly ServerSortEntry[] = [],
): RawDevice[] {
  const devices: RawDevice[] = []
  while (devices.length < backend.total()) {
    devices.push(...backend.list(sort, 100, devices.length).data)
  }
  return devices
}

/** Devices by their owner's id, those without one left out. */
export function byOwner(devices: readonly RawDevice[]): RawDevice[][] {
  const owners = new Map<string, RawDevice[]>()
  for (const device of devices) {
    if (!device.user) continue
    owners.set(device.user.id, [...(owners.get(device.user.id) ?? []), device])
  }
  return [...owners.values()]
}

/** Milliseconds since a device connected; `NaN` when it never did. */
export function unseenFor({ lastConnection }: RawDevice): number {
  return Date.now() - Date.parse(lastConnection ?? '')
}

/** Waits until what is shown rests on all of the fleet. */
export async function fleetRead(page: Page): Promise<void> {
  await expectSoon(page.getByText(/^All [\d,]+ devices · updated/)).toBeVisible()
}

/** Waits for the count of a search's results over the whole fleet. */
export async function matches(page: Page, count: number): Promise<void> {
  const text = `${count.toLocaleString('en')} ${count === 1 ? 'device matches' : 'devices match'}`
  await expectSoon(page.getByText(text, { exact: true })).toBeVisible()
}

/** Ids of the devices shown, in the order on screen. */
export function shownIds(page: Page): Promise<string[]> {
  return names(page).evaluateAll((links) =>
    links.map((link) => (link as HTMLAnchorElement).pathname.split('/').at(-1) ?? ''),
  )
}

/** Ids in an order of their own, for comparing what was meant with what was done. */
export function idsOf(devices: readonly { id: string }[]): string[] {
  return devices.map(({ id }) => id).toSorted()
}

/** Asserts that these devices and no others were changed, each by one request that worked. */
export function expectChanged(
  api: RunningApi,
  action: 'deactivate' | 'remove',
  devices: readonly { id: string }[],
): void {
  expect(idsOf(api.requests)).toEqual(idsOf(devices))
  for (const request of api.requests) expect(request).toMatchObject({ action })
  for (const { status } of api.requests) expect(status).toBeLessThan(300)
}

export function selectPage(page: Page): Locator {
  return deviceTable(page).getByRole('checkbox', { name: 'Select all on this page' })
}

export function selectionBar(page: Page): Locator {
  return page.getByRole('region', { name: 'Selection' })
}

/** The field of a confirmation that asks for a phrase. */
export function phraseField(page: Page): Locator {
  return confirmation(page).getByRole('textbox')
}

/** What a page says at the foot when something ended. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.getByRole('region', { name: 'Notifications' }).getByText(text)
}

/** Opens the receipt from the notice of a run's end, and gives its counts: `['All 4', 'Deactivated 4']`. */
export async function receiptCounts(page: Page, title: string | RegExp): Promise<string[]> {
  await page
    .getByRole('region', { name: 'Notifications' })
    .getByRole('link', { name: 'Open receipt' })
    .click()
  await expect(heading(page, title)).toBeVisible()
  await expect(page).toHaveURL(/\/activity\/[\da-z]+$/)
  return page
    .getByRole('navigation', { name: 'Filter by outcome' })
    .getByRole('link')
    .allTextContents()
}

/** The file that a click hands to the downloads: its name and its text. */
export async function fileOf(
  page: Page,
  click: () => Promise<void>,
): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: longestWaitMs }),
    click(),
  ])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}
