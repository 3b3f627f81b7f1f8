import * as fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { parseDevicePage, type DeviceRequest } from './device-list.ts'
import type { DevicePage } from '../../src/device/device-source.ts'
import { getDevice } from '../../src/api/devices.ts'
import { ApiError } from '../../src/api/errors.ts'
import { createSessionPool } from '../../src/fleet/sweep/request-pool.ts'
import type { SweepOptions } from '../../src/fleet/sweep/sweep.ts'
import { deviceOf } from '../device.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import { startSweep } from './sweep.ts'
import {
  connection,
  deviceId,
  inFakeTime,
  inTurn,
  online,
  rateLimited,
  restoreWire,
  session,
  stubWire,
} from './wire.ts'

// A device that existed throughout and is neither found nor warned of could go unnoticed forever:
// kept in the network, never cleaned up.

const start = Date.UTC(2026, 10, 22, 12)

/** How a server answers a request for the newest registration. */
const sortBehaviors = ['sorts', 'ignores', 'refuses', 'fails', 'lies'] as const
type SortBehavior = (typeof sortBehaviors)[number]

/** A list that changes between requests, on a clock of its own that moves a second with each one. */
class MovingFleet {
  sortBehavior: SortBehavior = 'sorts'
  rows: { id: string; createdAt: string; lastConnection?: string }[]
  born = 0
  requests = 0
  time = start
  readonly stayed: Set<string>
  readonly pageSize: number

  constructor(size: number, pageSize: number) {
    this.pageSize = pageSize
    this.rows = Array.from({ length: size }, () => this.newborn(start - 86_400_000))
    // Someone is online: the newest time on the first page is near the server's clock.
    const [first] = this.rows
    if (first) first.lastConnection = new Date(start).toISOString()
    this.stayed = new Set(this.rows.map(({ id }) => id))
  }

  newborn(time: number) {
    this.born += 1
    return { id: `device-${this.born}`, createdAt: new Date(time).toISOString() }
  }

  sorted() {
    switch (this.sortBehavior) {
      case 'sorts':
        return this.rows.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
      case 'ignores':
        return this.rows
      case 'refuses':
        throw new ApiError('rejected', { status: 400 })
      case 'fails':
        throw new ApiError('server', { status: 500 })
      case 'lies':
        return [lie]
    }
  }

  change({ kind, at, to }: Change): void {
    const place = (share: number) => Math.floor(share * this.rows.length)
    if (kind === 'insert') this.rows.splice(place(at), 0, this.newborn(this.time))
    if (this.rows.length === 0) return
    if (kind === 'remove') {
      for (const { id } of this.rows.splice(place(at), 1)) this.stayed.delete(id)
    }
    if (kind === 'move') this.rows.splice(place(to), 0, ...this.rows.splice(place(at), 1))
    if (kind === 'swap') {
      const [a, b] = [place(at), place(to)]
      const [rowA, rowB] = [this.rows[a], this.rows[b]]
      if (rowA && rowB) [this.rows[a], this.rows[b]] = [rowB, rowA]
    }
    if (kind === 'replace') {
      // Total, length and neighbors stay the same, so that plain checks see nothing.
      const from = place(at)
      const target = place(to)
      const moving = this.rows[from]
      const gone = this.rows[target]
      if (!moving || !gone || from === target) return
      this.stayed.delete(gone.id)
      this.rows[target] = moving
      this.rows[from] = this.newborn(this.time)
    }
  }

  page({ sort, offset, limit }: DeviceRequest, knowsTotal = true): DevicePage {
    this.requests += 1
    this.time += 1_000
    const size = Math.min(limit, this.pageSize)
    const data = (sort.length > 0 ? this.sorted() : this.rows).slice(offset, offset + size)
    const page = parseDevicePage(
      {
        data,
        ...(knowsTotal && { total: this.rows.length }),
        limit: size,
        hasNext: offset + data.length < this.rows.length,
      },
      { offset, limit },
      this.time,
    )
    if (!page) throw new Error('The fake server made no page')
    return page
  }
}

/** Ahead of the clock of the machine that reads. */
const lie = { id: 'lie', createdAt: new Date(start + 86_400_000).toISOString() }

type Change = { kind: 'insert' | 'remove' | 'move' | 'swap' | 'replace'; at: number; to: number }

const share = fc.double({ min: 0, max: 0.999_999, noNaN: true })
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'move', 'swap', 'replace'),
  at: share,
  to: share,
})

async function sweepThrough(
  fleet: MovingFleet,
  changesBefore: readonly (readonly Change[])[],
  knowsTotal = true,
  order: readonly number[] = [],
) {
  const found = new Set<string>()
  let request = 0
  const options: Omit<SweepOptions, 'pool'> = {
    async listPage(asked) {
      const turn = request
      request += 1
      // Answers to concurrent requests come in any order.
      for (let late = order[turn % Math.max(order.length, 1)] ?? 0; late > 0; late -= 1) {
        await Promise.resolve()
      }
      for (const each of changesBefore[turn] ?? []) fleet.change(each)
      return fleet.page(asked, knowsTotal)
    },
    onPage: ({ rows }) => rows.forEach(({ id }) => found.add(id)),
    now: () => fleet.time + 60_000,
    retryAfterMs: 0,
  }
  const result = await startSweep(options).result
  const missed = [...fleet.stayed].filter((id) => !found.has(id))
  return { result, found, missed }
}

/** Lets everything that is ready go on. */
async function turns(count = 10): Promise<void> {
  for (; count > 0; count -= 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('a fleet that changes while it is read', { timeout: 60_000 }, () => {
  test('misses no device that existed throughout without counting it in a warning', async () => {
    let silent = 0
    let warned = 0
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 40 }),
        fc.array(fc.nat(6), { maxLength: 8 }),
        fc.constantFrom(...sortBehaviors),
        fc.boolean(),
        async (size, pageSize, changes, order, sortBehavior, isQuiet) => {
          const fleet = new MovingFleet(size, pageSize)
          fleet.sortBehavior = sortBehavior
          // Then only the newest registration shows a late time.
          if (isQuiet) for (const row of fleet.rows) delete row.lastConnection
          const { result, missed } = await sweepThrough(fleet, changes, true, order)
          if (result.kind === 'complete') {
            silent += 1
            expect(missed).toEqual([])
          } else {
            warned += 1
            expect(result).toMatchObject({ kind: 'incomplete' })
            const told = result.kind === 'incomplete' ? result.missing : 0
            expect(told).toBeGreaterThanOrEqual(Math.max(1, missed.length))
          }
        },
      ),
      { numRuns: 1_500 },
    )
    // Both outcomes occurred often enough.
    expect(silent).toBeGreaterThan(10)
    expect(warned).toBeGreaterThan(10)
  })

  test('differs from a still one even when totals, lengths and neighbors agree', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.record({ kind: fc.constant('replace' as const), at: share, to: share }), {
            maxLength: 1,
          }),
          { minLength: 2, maxLength: 12 },
        ),
        fc.constantFrom(...sortBehaviors),
        async (changes, sortBehavior) => {
          const fleet = new MovingFleet(30, 10)
          fleet.sortBehavior = sortBehavior
          const { result, missed } = await sweepThrough(fleet, changes)
          if (missed.length > 0) expect(result.kind).toBe('incomplete')
        },
      ),
      { numRuns: 500 },
    )
  })

  test('is read once more after a change, and then complete', async () => {
    const fleet = new MovingFleet(500, 100)
    const removal: Change = { kind: 'remove', at: 0, to: 0 }
    const { result, missed } = await sweepThrough(fleet, [[], [], [removal]])
    expect(result).toEqual({ kind: 'complete', loaded: 499, total: 499 })
    expect(missed).toEqual([])
    expect(fleet.requests).toBe(14)
  })
})

describe('a fleet that keeps still', () => {
  test('of 10,000 devices is complete after one pass, whatever times the first page shows', async () => {
    const requestsWhen = async (sortBehavior: SortBehavior) => {
      const fleet = new MovingFleet(10_000, 100)
      fleet.sortBehavior = sortBehavior
      for (const [place, row] of fleet.rows.entries()) {
        row.createdAt = new Date(start - (10_000 - place) * 3_600_000).toISOString()
        delete row.lastConnection
      }
      const { result } = await sweepThrough(fleet, [])
      expect(result).toEqual({ kind: 'complete', loaded: 10_000, total: 10_000 })
      return fleet.requests
    }
    const pages = 106
    expect(await requestsWhen('sorts')).toBe(1 + pages)
    expect(await requestsWhen('ignores')).toBe(2 * (1 + pages))
    expect(await requestsWhen('refuses')).toBe(2 * (1 + pages))
    // A time ahead of the clock proves nothing.
    expect(await requestsWhen('lies')).toBe(2 * (1 + pages))
  })

  test('is not proven by a device that is registered after the newest one was requested', async () => {
    const fleet = new MovingFleet(30, 10)
    for (const row of fleet.rows) delete row.lastConnection
    const insertion: Change = { kind: 'insert', at: 0.99, to: 0 }
    const { result, missed } = await sweepThrough(fleet, [[], [insertion]])
    expect(result).toEqual({ kind: 'complete', loaded: 31, total: 31 })
    expect(missed).toEqual([])
    // A first pass of 6 pages proves nothing of the late device; the second one does.
    expect(fleet.requests).toBe(14)
  })

  test('is complete after one pass, at any size and page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 1, max: 100 }),
        async (size, pageSize) => {
          const fleet = new MovingFleet(size, pageSize)
          const { result, found } = await sweepThrough(fleet, [])
          expect(result).toEqual({ kind: 'complete', loaded: size, total: size })
          expect(found.size).toBe(size)
          const shared = Math.min(5, Math.min(pageSize, Math.max(size, 1)) - 1)
          const pages = Math.ceil(
            Math.max(size - shared, 1) / (pageSize - Math.min(5, pageSize - 1)),
          )
          expect(fleet.requests).toBeLessThanOrEqual(pages + 2)
        },
      ),
      { numRuns: 200 },
    )
  })

  test.each<[string, (rows: number) => object]>([
    ['limit 0 and a next page for ever', () => ({ total: 130, limit: 0, hasNext: true })],
    ['the limit that was asked for', () => ({ total: 130, limit: 100 })],
    ['its limit as text', () => ({ total: 130, limit: '20' })],
    ['rows alone', () => ({})],
  ])('is read whole from a server with pages of 20 that gives %s', async (_, fields) => {
    const rows = Array.from({ length: 130 }, (__, row) => ({
      id: `device-${row}`,
      createdAt: new Date(start - 86_400_000).toISOString(),
    }))
    for (const length of [130, 20, 15, 1]) {
      const all = rows.slice(0, length)
      const found = new Set<string>()
      // oxlint-disable-next-line no-await-in-loop -- one fleet after another
      const result = await startSweep({
        listPage: async ({ offset, limit }) => {
          const data = all.slice(offset, offset + Math.min(limit, 20))
          const said = fields(data.length)
          const page = parseDevicePage(
            { data, ...said, ...('total' in said && { total: length }) },
            { offset, limit },
            0,
          )
          if (!page) throw new Error('The fake server made no page')
          return page
        },
        onPage: (page) => page.rows.forEach(({ id }) => found.add(id)),
        now: () => start,
      }).result
      expect(result).toMatchObject({ kind: 'complete', loaded: length })
      expect(found.size).toBe(length)
    }
  })

  test('is read to its end when the server gives no total', async () => {
    const fleet = new MovingFleet(950, 100)
    const { result, found } = await sweepThrough(fleet, [], false)
    expect(result).toMatchObject({ kind: 'complete', loaded: 950, total: undefined })
    expect(found.size).toBe(950)
  })
})

describe('a server that misbehaves', () => {
  const pageOf = (ids: readonly string[], fields: Partial<DevicePage>): DevicePage => ({
    rows: ids.map((id) => deviceOf({ id, status: 'Online' })),
    received: ids.length,
    total: undefined,
    statedTotal: fields.total,
    offset: 0,
    limit: 100,
    hasNext: true,
    isEndUnknown: false,
    unreadable: 0,
    ...fields,
  })
  const hundred = Array.from({ length: 100 }, (_, row) => `device-${row}`)

  test('and always gives the same page is not read forever', async () => {
    const result = await startSweep({
      listPage: async ({ offset }) => pageOf(hundred, { offset }),
      onPage: () => undefined,
    }).result
    expect(result).toMatchObject({ kind: 'incomplete', loaded: 100 })
  })

  test('and stops giving rows half-way leaves a shortfall that is counted', async () => {
    const fleet = new MovingFleet(1_000, 100)
    const result = await startSweep({
      listPage: async (asked) =>
        asked.offset >= 500
          ? { ...fleet.page(asked), rows: [], received: 0, hasNext: true }
          : fleet.page(asked),
      onPage: () => undefined,
    }).result
    expect(result).toMatchObject({ kind: 'incomplete', total: 1_000 })
    expect(result.kind === 'incomplete' && result.missing).toBeGreaterThanOrEqual(425)
  })

  test('and lowers the page size on the way leaves no gap', async () => {
    const fleet = new MovingFleet(1_000, 100)
    const found = new Set<string>()
    const result = await startSweep({
      listPage: async (asked) => {
        const rows = asked.offset > 200 ? 30 : 100
        return fleet.page({ ...asked, limit: Math.min(asked.limit, rows) })
      },
      onPage: ({ rows }) => rows.forEach(({ id }) => found.add(id)),
      now: () => fleet.time + 60_000,
    }).result
    expect(result.kind).toBe('complete')
    expect(found.size).toBe(1_000)
  })

  test('and has more devices than a snapshot may hold is declined after one page', async () => {
    let requests = 0
    const result = await startSweep({
      listPage: async () => {
        requests += 1
        return pageOf(hundred, { total: 250_001 })
      },
      onPage: () => undefined,
    }).result
    expect(result).toEqual({ kind: 'declined', total: 250_001 })
    expect(requests).toBe(2)
  })

  test('and hangs when it is asked to sort is read without that answer', async () => {
    const fleet = new MovingFleet(200, 100)
    const patience = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal)
    onTestFinished(() => {
      vi.restoreAllMocks()
    })
    const { result } = startSweep({
      async listPage(asked, signal) {
        if (asked.sort.length === 0) return fleet.page(asked)
        queueMicrotask(() => patience.abort())
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        throw signal.reason
      },
      onPage: () => undefined,
      now: () => fleet.time + 60_000,
    })
    expect(await result).toMatchObject({ kind: 'complete', loaded: 200 })
  })

  test('and refuses for going too fast gets fewer requests at a time until it answers again and again', async () => {
    const fleet = new MovingFleet(3_500, 100)
    let underWay = 0
    const atATime: number[] = []
    const refused = new Set<number>()
    const allAreSent = Promise.withResolvers<void>()
    const { result, rateLimit } = startSweep({
      async listPage(asked) {
        underWay += 1
        // Those that are asked for again take no new place.
        if (refused.size === 4 && !refused.has(asked.offset)) atATime.push(underWay)
        const sentAt = steadyNow()
        const isRefused = asked.offset > 0 && refused.size < 4
        if (isRefused) {
          refused.add(asked.offset)
          if (refused.size === 4) allAreSent.resolve()
          await allAreSent.promise
        }
        await turns(1)
        underWay -= 1
        if (!isRefused) return fleet.page(asked)
        rateLimit.refused(sentAt, 1_000)
        throw new ApiError('rate-limited', { status: 429 })
      },
      onPage: () => {},
      retryAfterMs: 0,
    })
    expect(await result).toMatchObject({ kind: 'complete' })
    // Four are refused together, which counts once; more go as answers come.
    expect(Math.max(...atATime.slice(0, 10))).toBe(2)
    expect(Math.max(...atATime)).toBe(3)
  })

  test('and refuses any other request of the session for going too fast gets fewer, too', async () => {
    onTestFinished(restoreWire)
    const refusal = rateLimited('1')
    stubWire(inTurn(refusal, online, refusal, refusal, online, refusal, online))
    const stopped = new AbortController()
    const pool = createSessionPool(session, stopped.signal, () => false)
    const limits: number[] = [pool.limit]
    for (let request = 1; request <= 3; request += 1) {
      if (request === 3) stopped.abort()
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await inFakeTime(getDevice(connection, deviceId))
      limits.push(pool.limit)
    }
    expect(limits).toEqual([4, 2, 1, 1])
  })

  test('and fails now and then gets retries; a lasting failure is passed on', async () => {
    const fleet = new MovingFleet(900, 100)
    const failed = new Set<number>()
    const now = () => fleet.time + 60_000
    const options = { onPage: () => undefined, now, retryAfterMs: 0 }
    const failure = new ApiError('server', { status: 500 })
    const healed = await startSweep({
      ...options,
      async listPage(asked) {
        if (!failed.has(asked.offset)) {
          failed.add(asked.offset)
          throw failure
        }
        return fleet.page(asked)
      },
    }).result
    expect(healed.kind).toBe('complete')
    const broken = startSweep({ ...options, listPage: () => Promise.reject(failure) }).result
    await expect(broken).rejects.toBe(failure)
    const key = new ApiError('unauthorized', { status: 401 })
    let asked = 0
    const refused = startSweep({
      ...options,
      listPage() {
        asked += 1
        return Promise.reject(key)
      },
    }).result
    await expect(refused).rejects.toBe(key)
    expect(asked).toBe(1)
  })
})

describe('the caller', () => {
  test('can pause and resume it', async () => {
    const fleet = new MovingFleet(1_000, 100)
    const sweep = startSweep({
      async listPage(asked) {
        const page = fleet.page(asked)
        if (fleet.requests === 2) sweep.pause()
        return page
      },
      onPage: () => undefined,
      now: () => fleet.time + 60_000,
    })
    await turns()
    expect(fleet.requests).toBe(2)
    sweep.resume()
    expect((await sweep.result).kind).toBe('complete')
  })

  test('can stop it, even while it is paused', async () => {
    const fleet = new MovingFleet(1_000, 100)
    const sweep = startSweep({
      listPage: async (asked) => fleet.page(asked),
      onPage: () => sweep.pause(),
      now: () => fleet.time,
    })
    const stopped = expect(sweep.result).rejects.toMatchObject({ name: 'AbortError' })
    await turns()
    sweep.stop()
    await stopped
    expect(fleet.requests).toBe(2)
  })

  test('that stops it in the second pass gets what the first one proves', async () => {
    const fleet = new MovingFleet(1_000, 100)
    let passes = 0
    const sweep = startSweep({
      async listPage(asked) {
        const page = fleet.page(asked)
        // A device that moves between two pages is met twice.
        if (fleet.requests === 5) fleet.change({ kind: 'move', at: 0, to: 0.9 })
        if (passes === 2) sweep.stop()
        return page
      },
      onPass: () => {
        passes += 1
      },
      onPage: () => undefined,
      now: () => fleet.time + 60_000,
    })
    const result = await sweep.result
    expect(result).toMatchObject({ kind: 'incomplete', total: 1_000 })
    expect(result.kind === 'incomplete' && result.missing).toBeGreaterThanOrEqual(1)
  })
})
