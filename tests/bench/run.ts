// npm run bench -- [--runs 7] [--growth] [--lighthouse] [--no-fleet] [--json FILE]
// The console's production build and the floor page side by side, run by run, on one API.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { browserLaunchOptions } from '../browser.ts'
import { fleetReport, measureFleet } from './fleet.ts'
import { cpuRows, measureCpu, type CpuFigures } from './cpu.ts'
import { fleetSizeRow, roundTripRows } from './growth.ts'
import { expectedRows, journey, type Figures, type Site } from './journey.ts'
import { lighthouseRows } from './lighthouse.ts'
import { journeyRows, machine, table, type Row } from './report.ts'
import { buildConsole, serveConsole, serveFloor, startApi } from './sites.ts'

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
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
const browser = await chromium.launch(browserLaunchOptions())
try {
  const floor: Site = { url: floorServer.url, readsAhead: false }
  const app: Site = { url: consoleServer.url, readsAhead: true }
  const expected = await expectedRows(api.baseUrl)
  const figures: { floor: Figures[]; console: Figures[] } = { floor: [], console: [] }
  for (let run = 1; run <= runs; run++) {
    process.stderr.write(`run ${run} of ${runs}\n`)
    figures.floor.push(await journey(browser, floor, expected))
    figures.console.push(await journey(browser, app, expected))
  }
  const cpu: { floor: CpuFigures[]; console: CpuFigures[] } = { floor: [], console: [] }
  for (let run = 1; run <= runs; run++) {
    process.stderr.write(`CPU, run ${run} of ${runs}\n`)
    cpu.floor.push(await measureCpu(browser, floor, expected))
    cpu.console.push(await measureCpu(browser, app, expected))
  }
  const rows: Row[] = [
    ...journeyRows(figures.floor, figures.console),
    ...cpuRows(cpu.floor, cpu.console),
  ]
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
  api.stop()
}
