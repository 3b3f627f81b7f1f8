import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deviceList } from '../../src/devices/device-list.ts'
import { coverageOf } from '../../src/fleet/coverage.ts'
import { emptyFleet, type FleetState } from '../../src/fleet/fleet-state.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { allView, builtInViews, searchOf, viewOf } from '../../src/search/saved-views.ts'
import { countOfView, countSearches } from '../../src/search/view-counts.ts'
import { deviceOf } from '../device.ts'
import { fleetOver, searchAt } from './fleet-over.ts'
import { session } from './wire.ts'

const now = Date.UTC(2026, 10, 22, 12)

searchAt(now)
const dayMs = 86_400_000
const views = [allView, ...builtInViews]
const complete: FleetState = { ...emptyFleet, phase: 'complete', asOf: 1, held: 1 }

const time = fc
  .oneof(fc.double({ min: 0, max: 200, noNaN: true }), fc.constantFrom(0, 7, 90))
  .map((days) => new Date(now - days * dayMs).toISOString())
const fleets = fc
  .array(
    fc.record(
      {
        status: fc.constantFrom('Online', 'Offline', 'Deactivated', 'Unauthorized', 'unauthorized'),
        hardwareId: fc.constantFrom('MAC-1', 'MAC-2', 'MAC-3'),
        createdAt: time,
        lastConnection: time,
        owner: fc.constant({ id: 'u-1' }),
        posture: fc.constantFrom({ compliant: true }, { compliant: false }, {}),
      },
      { requiredKeys: ['status'] },
    ),
    { maxLength: 40 },
  )
  .map((all) => all.map((fields, place) => deviceOf({ id: `device-${place}`, ...fields })))

test('the count of every view is that of the list it leads to', async () => {
  await fc.assert(
    fc.asyncProperty(fleets, async (devices) => {
      const index = createFleetIndex()
      index.add(devices)
      const counts = await countSearches(fleetOver(index), views.map(searchOf))
      for (const view of views) {
        const { q, sort } = deviceList.parse(view.list)
        const { total } = index.query({ q, sort, limit: 100 })
        expect([view.name, countOfView(view, counts, coverageOf(complete))]).toEqual([
          view.name,
          total,
        ])
      }
    }),
  )
})

test('a page opened from another list doesn’t take that list’s search for its own', () => {
  const at = (path: string) => ({
    pathname: '/devices/some-id',
    search: '',
    hash: '',
    key: 'default',
    state: { path, list: '?sort=-name' },
  })
  expect(deviceList.originAt(at('/devices')).list).toBe('?sort=-name')
  expect(deviceList.originAt(at('/devices/from-list')).list).toBe('')
})

test('the address of every built-in view is canonical', () => {
  for (const { list } of views) {
    expect(deviceList.originOf(session, deviceList.parse(list))).toEqual({ path: '/devices', list })
  }
})

describe('no view has a count', () => {
  const counts = new Map(views.map((view) => [searchOf(view), 3]))
  const countIn = (fleet: Partial<FleetState>, view = builtInViews[0] ?? allView) =>
    countOfView(view, counts, coverageOf({ ...complete, ...fleet }))

  test('before all devices have been loaded once', () => {
    expect(countIn({})).toBe(3)
    expect(countIn({ phase: 'empty', asOf: 0, held: 0 })).toBeUndefined()
    expect(countIn({ phase: 'loading', asOf: 0, held: 100 })).toBeUndefined()
    expect(countIn({ phase: 'failed', asOf: 0, held: 100 })).toBeUndefined()
    expect(countIn({ phase: 'stopped', asOf: 0, held: 100 })).toBeUndefined()
    expect(countIn({ phase: 'declined', asOf: 0, held: 0 })).toBeUndefined()
  })

  test('of the whole list when devices may be missing, because the API answers for that list', () => {
    expect(countIn({}, allView)).toBe(3)
    expect(countIn({ phase: 'incomplete', missing: 2 }, allView)).toBeUndefined()
    expect(countIn({ phase: 'incomplete', missing: 2 })).toBe(3)
  })
})

describe('the current view', () => {
  const byName = { name: 'By name', list: '?sort=name' }
  const current = (list: string) => viewOf([...views, byName], deviceList.parse(list).q, list)?.name

  test('is the one with the search of the list, in any order', () => {
    expect(current('')).toBe('All')
    expect(current('?sort=-status')).toBe('All')
    expect(current('?q=status:unauthorized&sort=name')).toBe('Unauthorized')
    expect(current('?q=status:unauthorized+lost')).toBeUndefined()
  })

  test('is the one in the same order, if several have the search', () => {
    expect(current('?sort=name')).toBe('By name')
  })
})
