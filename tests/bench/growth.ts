import type { Browser, CDPSession } from 'playwright'
import { expectedRows, openCold, type Expected, type Site } from './journey.ts'
import { median, type Row } from './report.ts'
import { startApi } from '../api/start.ts'
import { asksForList } from '../hostile.ts'
import { createLargeFleet } from './large-fleet.ts'
import { serveConsole } from './sites.ts'

const ROUND_TRIPS = 100
// Compiled code and filled caches look like growth: the floor page levels off after 500 round trips.
const WARM_UP = 600
const SMALL_FLEET = 1_000
const LARGE_FLEET = 100_000

/** The first page's time by fleet size, interleaved run by run: it must not depend on the size. */
export async function fleetSizeRow(browser: Browser, build: string, runs: number): Promise<Row> {
  const fleets = await Promise.all(
    [SMALL_FLEET, LARGE_FLEET].map(async (devices) => {
      const api = await startListApi(devices)
      const server = await serveConsole(build, api.url)
      const { first } = await expectedRows(api.url)
      return { api, server, first, times: [] as number[] }
    }),
  )
  for (let run = 0; run < runs; run++) {
    for (const { server, first, times } of fleets) {
      const { context, rows } = await openCold(browser, server.url, first)
      times.push(rows)
      await context.close()
    }
  }
  for (const { api, server } of fleets) {
    server.stop()
    await api.close()
  }
  return {
    measure: `Console: ${LARGE_FLEET.toLocaleString('en')} devices beside ${SMALL_FLEET.toLocaleString('en')}`,
    unit: 'ms',
    floor: median(fleets[0]?.times ?? []),
    console: median(fleets[1]?.times ?? []),
    // Two medians of the same page differ by a few percent on a quiet machine.
    target: { text: '≤ 1.10 ×', met: (_, ratio) => ratio <= 1.1 },
  }
}

/** An API whose list has so many devices, in one order alone. */
async function startListApi(devices: number) {
  const fleet = createLargeFleet(devices)
  const api = await startApi()
  api.intercept(({ request }) => {
    if (!asksForList(request)) return undefined
    const { searchParams: query } = new URL(request.url)
    return Response.json(fleet.page(Number(query.get('limit') ?? 10), Number(query.get('offset'))))
  })
  return api
}

/** Heap, listeners and nodes that 100 list ↔ detail round trips leave behind on both sites. */
export async function roundTripRows(
  browser: Browser,
  sites: { floor: Site; console: Site },
  expected: Expected,
): Promise<Row[]> {
  const floor = await gained(browser, sites.floor.url, expected)
  const app = await gained(browser, sites.console.url, expected)
  const target = (limit: number, text: string) => ({
    text,
    met: (value: number) => value <= limit,
  })
  const row = (
    measure: string,
    unit: Row['unit'],
    figure: keyof Gain,
    goal: Row['target'],
  ): Row => ({
    measure: `${measure} per ${ROUND_TRIPS} round trips`,
    unit,
    floor: floor[figure],
    console: app[figure],
    ...(goal && { target: goal }),
  })
  return [
    row('Heap gained', 'kB', 'heapKilobytes', target(100, '≤ 100 kB')),
    row('Listeners gained', '', 'listeners', target(0, '0')),
    row('Nodes gained', '', 'nodes', target(0, '0')),
  ]
}

type Gain = { heapKilobytes: number; listeners: number; nodes: number }

/** What lives in the page once everything unreachable was collected. */
async function alive(cdp: CDPSession): Promise<Gain> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const value = (name: string) =>
    metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return {
    heapKilobytes: value('JSHeapUsedSize') / 1000,
    listeners: value('JSEventListeners'),
    nodes: value('Nodes'),
  }
}

async function gained(browser: Browser, url: string, expected: Expected): Promise<Gain> {
  const { context, page, cdp } = await openCold(browser, url, expected.first)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await cdp.send('Network.disable')
  await cdp.send('Performance.enable')
  const roundTrips = (count: number) =>
    page.evaluate(
      async ({ first, plain, trips }) => {
        for (let trip = 0; trip < trips; trip++) {
          const { id, name } = plain[trip % plain.length] ?? { id: '', name: '' }
          const link = document.querySelector<HTMLAnchorElement>(`a[href*="/devices/${id}"]`)
          if (!link) throw new Error(`No link to ${id}`)
          await window.bench.clickToHeading(link, name)
          history.back()
          await window.bench.rows(first)
        }
      },
      { first: expected.first, plain: expected.plain, trips: count },
    )
  await roundTrips(WARM_UP)
  const before = await alive(cdp)
  await roundTrips(ROUND_TRIPS)
  const after = await alive(cdp)
  await context.close()
  return {
    heapKilobytes: after.heapKilobytes - before.heapKilobytes,
    listeners: after.listeners - before.listeners,
    nodes: after.nodes - before.nodes,
  }
}
