// npm run bench -- [--runs 7] [--before FOLDER] [--growth] [--lighthouse] [--no-fleet] [--json FILE]
// The floor page, an earlier build of the console (--before) and this one side by side, run by run, on
// one API.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { browserLaunchOptions } from '../browser.ts'
import { fleetReport, measureFleet } from './fleet.ts'
import { cpuRows, measureCpu } from './cpu.ts'
import { fleetSizeRow, roundTripRows } from './growth.ts'
import { expectedRows, journey, type Site } from './journey.ts'
import { lighthouseRows } from './lighthouse.ts'
import { journeyRows, machine, table, type BySite, type Row } from './report.ts'
import { buildConsole, serveConsole, serveFloor, startApi } from './sites.ts'

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    before: { type: 'string' },
    growth: { type: 'boolean', default: false },
    lighthouse: { type: 'boolean', default: false },
    fleet: { type: 'boolean', default: true },
    json: { type: 'string' },
  },
  allowNegative: true,
})
const runs = Number(flags.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1')

const build = await buildConsole()
const api = await startApi(10_000)
const floorServer = await serveFloor(api.baseUrl)
const consoleServer = await serveConsole(build, api.baseUrl)
const beforeServer = flags.before && (await serveConsole(flags.before, api.baseUrl))
const browser = await chromium.launch(browserLaunchOptions())
try {
  const floor: Site = { url: floorServer.url, readsAhead: false }
  const app: Site = { url: consoleServer.url, readsAhead: true }
  const sites: BySite<Site> = {
    floor,
    ...(beforeServer && { before: { url: beforeServer.url, readsAhead: true } }),
    console: app,
  }
  const expected = await expectedRows(api.baseUrl)
  const figures = await runByRun('journey', sites, (site) => journey(browser, site, expected))
  const cpu = await runByRun('CPU', sites, (site) => measureCpu(browser, site, expected))
  const rows: Row[] = [...journeyRows(figures), ...cpuRows(cpu)]
  if (flags.growth) {
    process.stderr.write('growth\n')
    rows.push(await fleetSizeRow(browser, build, runs))
    rows.push(...(await roundTripRows(browser, { floor, console: app }, expected)))
  }
  if (flags.lighthouse) {
    process.stderr.write('lighthouse\n')
    rows.push(...(await lighthouseRows(floor.url, build, api.baseUrl)))
  }
  const title = machine(browser.version())
  if (flags.fleet) process.stderr.write('fleet\n')
  const fleet = flags.fleet ? await measureFleet() : undefined
  process.stdout.write(`${title}\nmedians of ${runs} runs\n\n${table(rows)}\n`)
  if (fleet) process.stdout.write(`\n${fleetReport(fleet)}\n`)
  if (flags.json !== undefined) {
    await writeFile(
      flags.json,
      `${JSON.stringify({ machine: title, runs, rows, figures, cpu, fleet }, null, 2)}\n`,
    )
  }
} finally {
  await browser.close()
  floorServer.stop()
  consoleServer.stop()
  if (beforeServer) beforeServer.stop()
  api.stop()
}

/** The figures of each site; the sites take turns, so that a busy minute is everybody's. */
async function runByRun<Measured>(
  what: string,
  { floor, before, console: app }: BySite<Site>,
  measure: (site: Site) => Promise<Measured>,
): Promise<BySite<Measured[]>> {
  const measured: BySite<Measured[]> = {
    floor: [],
    console: [],
    ...(before && { before: [] }),
  }
  for (let run = 1; run <= runs; run++) {
    process.stderr.write(`${what}, run ${run} of ${runs}\n`)
    measured.floor.push(await measure(floor))
    if (before) measured.before?.push(await measure(before))
    measured.console.push(await measure(app))
  }
  return measured
}
