import { parseDevice } from '../../src/api/device.ts'
import type { SortEntry } from '../../src/device/fields.ts'
import { fleetState } from '../../src/fleet/fleet-state.ts'
import { fleetOf } from '../../src/fleet/fleet.ts'
import { startWorker, type WorkerClient } from '../../src/fleet/worker/worker-client.ts'
import { openSession } from '../../src/session/open-session.ts'
import { readOverview } from '../../src/overview/overview.ts'
import { createLargeFleet } from './large-fleet.ts'

// Runs in the page of the bench: the console's own code, built as it ships, without its interface.

/** What may be asked of the page. Times in ms, memory in bytes. */
export interface FleetBench {
  /** Reads the whole fleet over HTTP as the console does. */
  readOverHttp(baseUrl: string): Promise<{ ms: number; phase: string; held: number }>
  /** Fills a worker with a made-up fleet. */
  fill(size: number): Promise<void>
  /** Times of searches: the first in an order, and further ones. */
  search(queries: readonly BenchQuery[]): Promise<{ first: number[]; further: number[] }>
  /** Reads a made-up fleet again and again, with ever new times, and measures after some readings. */
  readAgain(size: number, readings: readonly number[]): Promise<DaySample[]>
  /** Counts every figure of the overview. */
  overview(): Promise<number>
  exportAll(format: 'csv' | 'json'): Promise<{ ms: number; bytes: number }>
  /** Matches a list of so many lines with the fleet of this size, in whatever way they are written. */
  matchList(size: number, lines: number): Promise<{ ms: number; matched: number }>
  /** Reads an export of the whole fleet, and compares it with the fleet. */
  compare(): Promise<{ readMs: number; compareMs: number; common: number }>
  /** What the worker holds; `undefined` where the browser does not tell. */
  workerMemory(): Promise<number | undefined>
  /** The longest task of the page's own thread since the last call; 0 below 50 ms. */
  maxTaskMs(): number
}

export interface DaySample {
  readings: number
  memory: number | undefined
  /** Median of the same searches. */
  searchMs: number
}

export interface BenchQuery {
  text: string
  sort: readonly SortEntry[]
  offset: number
}

declare global {
  interface Window {
    fleetBench: FleetBench
  }
  interface Performance {
    measureUserAgentSpecificMemory?: () => Promise<{
      breakdown: { bytes: number; attribution: { scope: string }[] }[]
    }>
  }
}

const devicesAMessage = 100
let worker: WorkerClient | undefined
let longest = 0

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
}).observe({ type: 'longtask' })

async function timeOf(client: WorkerClient, { text, sort, offset }: BenchQuery): Promise<number> {
  const start = performance.now()
  await client.ask('query', [{ q: text, sort, offset, limit: 25 }])
  return performance.now() - start
}

async function memoryOfWorkers(): Promise<number | undefined> {
  const memory = await performance.measureUserAgentSpecificMemory?.()
  return memory?.breakdown
    .filter(({ attribution }) =>
      attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'),
    )
    .reduce((sum, { bytes }) => sum + bytes, 0)
}

function filled(): WorkerClient {
  if (!worker) throw new Error('Fill the worker first')
  return worker
}

window.fleetBench = {
  async readOverHttp(baseUrl) {
    const session = openSession({
      config: { apiBaseUrl: baseUrl, auth: 'apikey', sortFormat: 'prefix', ownerDeviceLimit: 5 },
      secret: 'demo-key',
      connectionId: 'bench',
      rememberedSince: undefined,
      onRefused: () => undefined,
    })
    const fleet = fleetOf(session)
    const start = performance.now()
    await fleet.load()
    await fleet.ask('query', [{ q: '', limit: 25 }])
    const ms = performance.now() - start
    const { phase, held } = fleetState(session).get()
    session.end()
    return { ms, phase, held }
  },
  async fill(size) {
    const made = createLargeFleet(size)
    worker = startWorker(() => undefined)
    for (let place = 0; place < size; place += devicesAMessage) {
      const { data } = made.page(devicesAMessage, place)
      const devices = data.flatMap((row) => parseDevice(row, 0) ?? [])
      await worker.call('add', [devices, { place }])
    }
    await worker.call('dropBefore', [0])
  },
  async search(queries) {
    const first: number[] = []
    const further: number[] = []
    for (const query of queries) {
      first.push(await timeOf(filled(), query))
      further.push(await timeOf(filled(), query))
    }
    return { first, further }
  },
  async readAgain(size, readings) {
    const made = createLargeFleet(size)
    const day = startWorker(() => undefined)
    const samples: DaySample[] = []
    for (let pass = 1; pass <= Math.max(...readings); pass += 1) {
      const time = new Date(Date.UTC(2026, 0, 1) + pass * 45_000).toISOString()
      for (let place = 0; place < size; place += devicesAMessage) {
        const { data } = made.page(devicesAMessage, place)
        const devices = data.flatMap((row) => parseDevice(row, pass) ?? [])
        for (const device of devices) {
          if (device.owner) device.owner.lastConnection = time
          if (device.posture) device.posture = { ...device.posture, lastCheck: time }
        }
        await day.call('add', [devices, { pass, place }])
      }
      await day.call('dropBefore', [pass])
      const sort = [{ field: 'owner', descending: false }] as const
      const texts = ['ana', 'encryption', 'status:online', 'version:<2.4', 'seen:>90d']
      const times: number[] = []
      if (!readings.includes(pass)) continue
      for (let turn = 0; turn < 10; turn += 1) {
        for (const text of texts) times.push(await timeOf(day, { text, sort, offset: 0 }))
      }
      const searchMs = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
      samples.push({ readings: pass, memory: await memoryOfWorkers(), searchMs })
    }
    day.end()
    return samples
  },
  async overview() {
    const start = performance.now()
    await readOverview(filled(), 5)
    return performance.now() - start
  },
  async exportAll(format) {
    const fields = [
      'id',
      'name',
      'status',
      'owner',
      'ownerEmail',
      'lastConnection',
      'createdAt',
      'posture',
      'appVersion',
    ] as const
    const start = performance.now()
    const { file } = await filled().ask('exportFile', [
      { scope: 'all', format, fields, description: '' },
      { now: Date.now(), readAt: Date.now(), missing: 0, host: 'api.example.com' },
    ])
    return { ms: performance.now() - start, bytes: file.size }
  },
  async matchList(size, lines) {
    const made = createLargeFleet(size)
    const spelled = [
      (row: { name: string }) => `- "${row.name.toUpperCase()}",`,
      (row: { hardwareId: string }) => row.hardwareId.toLowerCase(),
      (row: { id: string }) => row.id,
      (row: { name: string }) => `CORP\\${row.name}x`,
    ] as const
    const text = Array.from({ length: lines }, (_, line) => {
      const [row] = made.page(1, Math.floor((line * size) / lines)).data
      return row ? spelled[line % spelled.length]?.(row) : ''
    }).join('\n')
    // Making the list up is the bench's own work, and a long task is told a while after its end.
    await new Promise((resolve) => setTimeout(resolve, 200))
    longest = 0
    const start = performance.now()
    const answer = await filled().ask('matchList', [
      { id: crypto.randomUUID(), file: new File([text], ''), ofPeople: 'all' },
      [],
    ])
    const ms = performance.now() - start
    return { ms, matched: 'parts' in answer ? answer.parts.matched.count : 0 }
  },
  async compare() {
    const { file } = await filled().ask('exportFile', [
      { scope: 'all', format: 'json', fields: [], description: '' },
      { now: Date.now(), readAt: Date.now(), missing: 0, host: 'api.example.com' },
    ])
    const before = { id: 'earlier', file: new File([file], 'earlier.json') }
    const timed = async (gap: 'incomplete' | undefined) => {
      const now = { takenAt: Date.now(), gap, host: 'api.example.com' }
      const start = performance.now()
      const view = { kind: undefined, sort: [] }
      const answer = await filled().ask('changes', [{ before, now }, view])
      return { ms: performance.now() - start, common: 'common' in answer ? answer.common : 0 }
    }
    // The second question finds the file read.
    const both = await timed('incomplete')
    const { ms: compareMs, common } = await timed(undefined)
    return { readMs: both.ms - compareMs, compareMs, common }
  },
  workerMemory: memoryOfWorkers,
  maxTaskMs() {
    const told = longest
    longest = 0
    return told
  },
}
