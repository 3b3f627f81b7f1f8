import type { Browser, CDPSession, Page } from 'playwright'
import type { Device, DevicePageBody } from './floor/wire.ts'
import { installProbe } from './probe.ts'
import { watchTraffic } from './traffic.ts'

export const PAGE_SIZE = 25

export type Site = { url: string; readsAhead: boolean }

/** One run's figures: bytes, milliseconds, a layout shift score. Undefined is "did not happen". */
export type Figures = {
  scriptBytes: number
  totalBytes: number
  rows: number
  layoutShift: number
  nextPage: number | undefined
  lastPage: number
  sort: number
  /** Of a header that the pointer has been on, so that the console has read its order ahead. */
  sortPointedAt: number
  openDetail: number
  heapBytes: number
}

/** What the API answers at each step: the page must show exactly these rows. */
export type Expected = {
  first: string[]
  next: string[]
  sorted: string[]
  reversed: string[]
  last: string[]
  /** Devices of the first page whose heading is their name: the console marks odd characters. */
  plain: Device[]
  opened: Device
}

/** Asks the API for the pages of the journey. */
export async function expectedRows(apiBaseUrl: string): Promise<Expected> {
  const page = async (query: string) => {
    const answer = await fetch(`${apiBaseUrl}/tenants/devices?limit=${PAGE_SIZE}&${query}`, {
      headers: { apikey: 'demo-key' },
    })
    if (!answer.ok) throw new Error(`The API answered ${answer.status} to ${query}`)
    return (await answer.json()) as DevicePageBody
  }
  const ids = ({ data }: DevicePageBody) => data.map(({ id }) => id)
  const first = await page('offset=0')
  const lastOffset = (Math.ceil(first.total / PAGE_SIZE) - 1) * PAGE_SIZE
  const last = await page(`sort=-name&offset=${lastOffset}`)
  const isPlain = ({ name }: Device) => /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(name)
  const plain = first.data.filter(isPlain)
  const opened = last.data.find(isPlain)
  if (!opened || plain.length === 0) throw new Error('A page has no device with a plain name')
  return {
    first: ids(first),
    next: ids(await page(`offset=${PAGE_SIZE}`)),
    sorted: ids(await page('sort=name&offset=0')),
    reversed: ids(await page('sort=-name&offset=0')),
    last: ids(last),
    plain,
    opened,
  }
}

/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip, and a 4× slower processor: Lighthouse's slow 4G. */
async function slowDown(cdp: CDPSession, processorSlowDown: number): Promise<void> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: processorSlowDown })
  await setNetwork(cdp, { latency: 150, down: 1600, up: 750 })
}

/** Latency in ms, rates in kbit/s; -1 is unlimited. */
async function setNetwork(cdp: CDPSession, line: { latency: number; down: number; up: number }) {
  const bytesPerSecond = (rate: number) => (rate < 0 ? rate : (rate * 1000) / 8)
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latency,
    downloadThroughput: bytesPerSecond(line.down),
    uploadThroughput: bytesPerSecond(line.up),
  })
}

interface ColdOptions {
  processorSlowDown?: number
  /** Called before the page is opened. */
  prepare?: (cdp: CDPSession) => Promise<void>
}

/** Opens the list in a browser context that has never seen it; resolves once its rows are painted. */
export async function openCold(
  browser: Browser,
  url: string,
  first: string[],
  { processorSlowDown = 4, prepare }: ColdOptions = {},
) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const traffic = await watchTraffic(cdp)
  await slowDown(cdp, processorSlowDown)
  await prepare?.(cdp)
  await page.addInitScript(installProbe, first)
  await page.goto(`${url}/devices`, { waitUntil: 'commit' })
  const rows = await page.evaluate(() => window.bench.firstRows)
  return { context, page, cdp, traffic, rows }
}

/** Bytes the page's objects hold after everything unreachable was collected. */
export async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize
}

/**
 * One cold visit: list, next page, sort, the same in reverse, last page, detail. The network is slow
 * for loading alone, the processor throughout. Clicks come from the page, so only the second sort has
 * a pointer that hovers first.
 */
export async function journey(browser: Browser, site: Site, expected: Expected): Promise<Figures> {
  const { context, page, cdp, traffic, rows } = await openCold(browser, site.url, expected.first)
  const prefetched = site.readsAhead && (await hasArrived(page, `offset=${PAGE_SIZE}`))
  const layoutShift = await page.evaluate(() => window.bench.layoutShift())
  await setNetwork(cdp, { latency: 0, down: -1, up: -1 })

  const devices = page.getByRole('table', { name: 'Devices' })
  const clickToRows = (control: ReturnType<Page['locator']>, ids: string[]) =>
    control
      .first()
      .evaluate((element, shown) => window.bench.clickToRows(element as HTMLElement, shown), ids)

  const nextPage = await clickToRows(page.getByRole('link', { name: 'Next page' }), expected.next)
  const nameHeader = devices.getByRole('columnheader').getByRole('button', { name: /^Name/ })
  const sort = await clickToRows(nameHeader, expected.sorted)
  await nameHeader.first().hover()
  if (site.readsAhead) await hasArrived(page, 'sort=-name')
  const sortPointedAt = await clickToRows(nameHeader, expected.reversed)
  const lastPage = await clickToRows(page.getByRole('link', { name: 'Last page' }), expected.last)
  const openDetail = await devices
    .locator(`a[href*="/devices/${expected.opened.id}"]`)
    .first()
    .evaluate(
      (element, name) => window.bench.clickToHeading(element as HTMLElement, name),
      expected.opened.name,
    )
  const heap = await heapBytes(cdp)
  await context.close()
  return {
    ...traffic.until(rows),
    rows,
    layoutShift,
    nextPage: prefetched || !site.readsAhead ? nextPage : undefined,
    sort,
    sortPointedAt,
    lastPage,
    openDetail,
    heapBytes: heap,
  }
}

/** Whether an answer with this parameter came without being asked for, within Playwright's 30 s. */
async function hasArrived(page: Page, parameter: string): Promise<boolean> {
  const arrived = page.waitForFunction(
    (sought) =>
      performance
        .getEntriesByType('resource')
        .some(({ name }) => new URL(name).search.slice(1).split('&').includes(sought)),
    parameter,
  )
  return arrived.then(
    () => true,
    () => false,
  )
}
