// node tests/bench/fleet.ts
// The snapshot of all devices, built as it ships and served under the site's own headers, in Chromium:
// searches over 100,000 devices, their memory in the worker, exports, reading 10,000 over HTTP, and a day
// of readings.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { chromium } from 'playwright'
import { build, resolveConfig } from 'vite'
import { fieldNames } from '../../src/device/fields.ts'
import { startApi } from '../api/start.ts'
import { browserLaunchOptions } from '../browser.ts'
import type { BenchQuery, DaySample } from './fleet-page.ts'
import { machine } from './report.ts'
import { serveSite } from './serve.ts'

const project = join(import.meta.dirname, '../..')
const largeFleet = 100_000
const listedLines = 2_000
const fleetOverHttp = 10_000
const latencyMs = 200
const fleetOverADay = 2_000
/** 640 readings, one every 45 s, are 8 hours. The first ones compile and warm up. */
const readingsMeasured = [40, 160, 280, 400, 520, 640]

/** What was measured; times in ms, memory in bytes. */
export interface FleetFigures {
  searchP50: number
  searchP95: number
  searchMost: number
  /** The first search in each order. */
  firstSearchP95: number
  /** Every figure of the overview, the first time. */
  overviewMs: number
  /** In the worker, by `performance.measureUserAgentSpecificMemory`. */
  memory: number | undefined
  readMs: number
  exportCsvMs: number
  exportJsonMs: number
  matchMs: number
  readExportMs: number
  compareMs: number
  day: DaySample[]
  /** The longest task of the page's own thread; 0: none over 50 ms. */
  maxTaskMsReading: number
  /** While searching and exporting. */
  maxTaskMsAsking: number
  /** While matching a list and comparing an export. */
  maxTaskMsComparing: number
}

/** Measures in a real browser; throws when the fleet was not read as a whole. */
export async function measureFleet(): Promise<FleetFigures> {
  const outDir = await buildPage()
  const api = await startApi({ devices: fleetOverHttp, latencyMs })
  const site = await serveSite(outDir, { apiBaseUrl: api.url })
  const options = browserLaunchOptions()
  const browser = await chromium.launch({
    ...options,
    // Without it the browser waits for its next collection of garbage, which may take a minute.
    args: [...options.args, '--enable-blink-features=ForceEagerMeasureMemory'],
  })
  try {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      const isIcon = message.location().url.endsWith('/favicon.ico')
      if (message.type() === 'error' && !isIcon) complaints.push(message.text())
    })
    await page.goto(site.url)
    await page.waitForFunction(() => 'fleetBench' in window)

    await page.evaluate(() => window.fleetBench.maxTaskMs())
    const reading = await page.evaluate((url) => window.fleetBench.readOverHttp(url), api.url)
    if (reading.phase !== 'complete' || reading.held !== fleetOverHttp) {
      throw new Error(`The fleet was not read as a whole: ${JSON.stringify(reading)}`)
    }
    const whileReading = await page.evaluate(() => window.fleetBench.maxTaskMs())

    const day = await page.evaluate(
      ([size, readings]) => window.fleetBench.readAgain(size, readings),
      [fleetOverADay, readingsMeasured] as const,
    )
    await page.evaluate((size) => window.fleetBench.fill(size), largeFleet)
    const memory = await page.evaluate(() => window.fleetBench.workerMemory())
    // Making the fleet up is the bench's own work.
    await page.evaluate(() => window.fleetBench.maxTaskMs())
    const times = await page.evaluate((asked) => window.fleetBench.search(asked), queries())
    const overviewMs = await page.evaluate(() => window.fleetBench.overview())
    const csv = await page.evaluate(() => window.fleetBench.exportAll('csv'))
    const json = await page.evaluate(() => window.fleetBench.exportAll('json'))
    const whileAsking = await page.evaluate(() => window.fleetBench.maxTaskMs())
    const list = await page.evaluate(([size, lines]) => window.fleetBench.matchList(size, lines), [
      largeFleet,
      listedLines,
    ] as const)
    if (list.matched < listedLines / 2) throw new Error(`Only ${list.matched} lines were matched`)
    const comparison = await page.evaluate(() => window.fleetBench.compare())
    if (comparison.common !== largeFleet) throw new Error(`Compared ${comparison.common} devices`)
    const whileComparing = await page.evaluate(() => window.fleetBench.maxTaskMs())
    // A refusal by the site's content security policy shows here, too.
    if (complaints.length > 0) throw new Error(complaints.join('\n'))

    return {
      searchP50: at(times.further, 0.5),
      searchP95: at(times.further, 0.95),
      searchMost: at(times.further, 1),
      firstSearchP95: at(times.first, 0.95),
      day,
      overviewMs,
      memory,
      readMs: reading.ms,
      exportCsvMs: csv.ms,
      exportJsonMs: json.ms,
      matchMs: list.ms,
      readExportMs: comparison.readMs,
      compareMs: comparison.compareMs,
      maxTaskMsReading: whileReading,
      maxTaskMsAsking: whileAsking,
      maxTaskMsComparing: whileComparing,
    }
  } finally {
    await browser.close()
    site.stop()
    await api.close()
  }
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}

/** 200 searches as people make them: words letter by letter, terms, sorts, later pages. */
function queries(): BenchQuery[] {
  const texts = [
    '|ana|macbook|silva|mac-3c22|harbor.example|nothing-like-it|ü|encryption|a -e',
    'status:online|-status:online|laptop status:offline|version:<2.4|version:>=2.9 version:<2.11',
    'seen:>90d|seen:<24h|seen:never|registered:<7d|posture:noncompliant|active:no|owner:none',
    'is:duplicate|ana seen:>90d posture:compliant -version:none',
  ]
    .join('|')
    .split('|')
  return Array.from({ length: 200 }, (_, turn) => {
    const text = texts[turn % texts.length] ?? ''
    const field = fieldNames[turn % fieldNames.length] ?? 'name'
    const second = fieldNames[(turn + 2) % fieldNames.length] ?? 'id'
    const sort = [
      { field, descending: turn % 2 === 0 },
      ...(turn % 7 === 0 ? [{ field: second, descending: false }] : []),
    ]
    return { text, sort: turn % 3 === 0 ? [] : sort, offset: turn % 5 === 0 ? 250 : 0 }
  })
}

async function buildPage(): Promise<string> {
  const outDir = join(project, '.cache/bench-fleet')
  const { build: consoleBuild } = await resolveConfig({ root: project }, 'build')
  await build({
    configFile: false,
    root: project,
    logLevel: 'warn',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: consoleBuild.target,
      assetsInlineLimit: 0,
      modulePreload: consoleBuild.modulePreload,
      rolldownOptions: {
        input: join(import.meta.dirname, 'fleet-page.ts'),
        output: { entryFileNames: 'assets/page.js' },
      },
    },
  })
  const html =
    '<!doctype html><title>Fleet</title><script type="module" src="/assets/page.js"></script>'
  await writeFile(join(outDir, 'index.html'), html)
  return outDir
}

/** The figures in words, each with what it should be. */
export function fleetReport(figures: FleetFigures): string {
  const ms = (time: number) => `${time.toFixed(1)} ms`
  const task = (time: number) => (time === 0 ? 'under 50 ms' : ms(time))
  const { memory } = figures
  return [
    `search over ${largeFleet}, there and back, in a known order: p50 ${ms(figures.searchP50)}, p95 ${ms(figures.searchP95)}, most ${ms(figures.searchMost)} (≤ 80 ms p95); in any order: p95 ${ms(figures.firstSearchP95)}`,
    `overview of ${largeFleet}: ${ms(figures.overviewMs)} (≤ 1,500 ms)`,
    `memory of the worker at ${largeFleet}: ${memory === undefined ? 'not told' : `${(memory / 1e6).toFixed(1)} MB`} (≤ 150 MB)`,
    `reading ${fleetOverHttp} over HTTP at ${latencyMs} ms: ${ms(figures.readMs)} (≤ 8,000 ms)`,
    ...dayLines(figures.day),
    `export of ${largeFleet}: CSV ${ms(figures.exportCsvMs)}, JSON ${ms(figures.exportJsonMs)}`,
    `a list of ${listedLines} lines matched with ${largeFleet}: ${ms(figures.matchMs)} (≤ 1,000 ms)`,
    `an export of ${largeFleet} read: ${ms(figures.readExportMs)}, and compared with ${largeFleet}: ${ms(figures.compareMs)} (≤ 2,000 ms)`,
    `longest task of the page: reading ${task(figures.maxTaskMsReading)}, searching and exporting ${task(figures.maxTaskMsAsking)}, matching and comparing ${task(figures.maxTaskMsComparing)} (≤ 50 ms)`,
  ].join('\n')
}

function dayLines(day: readonly DaySample[]): string[] {
  const first = day[0]
  const last = day.at(-1)
  if (!first || !last) return []
  const hours = ((last.readings - first.readings) * 45) / 3_600
  const megabytes = ({ memory = Number.NaN }: DaySample) => memory / 1e6
  const slope = (megabytes(last) - megabytes(first)) / hours
  const samples = day.map(
    (sample) => `${megabytes(sample).toFixed(1)} MB ${sample.searchMs.toFixed(1)} ms`,
  )
  return [
    `${fleetOverADay} devices read every 45 s: ${slope.toFixed(2)} MB an hour (0), search ${first.searchMs.toFixed(1)} ms, then ${last.searchMs.toFixed(1)} ms; after ${day.map(({ readings }) => readings).join(', ')} readings: ${samples.join(', ')}`,
  ]
}

if (import.meta.main) {
  const figures = await measureFleet()
  const browser = await chromium.launch(browserLaunchOptions())
  process.stdout.write(`${machine(browser.version())}\n${fleetReport(figures)}\n`)
  await browser.close()
}
