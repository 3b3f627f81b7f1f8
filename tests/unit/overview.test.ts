import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import { emptyFleet } from '../../src/fleet/fleet-state.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { parsePeopleSearch } from '../../src/fleet/people-search.ts'
import { ownerKey } from '../../src/query/value-key.ts'
import { parseQuery } from '../../src/query/query.ts'
import { deviceList } from '../../src/devices/device-list.ts'
import type { ListLink } from '../../src/list/list-address.ts'
import { attentionParts } from '../../src/overview/attention.ts'
import { readOverview, type Overview } from '../../src/overview/overview.ts'
import { coverageOf } from '../../src/fleet/coverage.ts'
import { costOfRest } from '../../src/fleet/coverage.ts'
import { formatShare } from '../../src/lib/share.ts'
import { linkToMetric } from '../../src/overview/metrics.ts'
import { slotBars } from '../../src/overview/charts.ts'
import { summaryText } from '../../src/overview/summary-text.ts'
import { scaleTop, weekNames, weekSentence } from '../../src/overview/week-words.ts'
import { deviceOf } from '../device.ts'
import { fleetOver, searchAt } from './fleet-over.ts'
import { connectionTo, sessionOf } from './wire.ts'

const now = Date.UTC(2026, 10, 22, 12)
const session = sessionOf(connectionTo())

searchAt(now)
const day = 86_400_000
const ago = (days: number) => new Date(now - days * day).toISOString()

/** App versions with the bar that each belongs to, newest first. */
const barOfVersion = new Map([
  ['3', '3.0'],
  ['2.11.3-rc.1', '2.11'],
  ['v2.11', '2.11'],
  ['2.11.0-beta.2', '2.11 pre-release'],
  ['2.11-rc1', '2.11 pre-release'],
  ['2.11.0-3-gabc1234', '2.11'],
  ['2.10.1', '2.10'],
  ['2.10.1+build.5', '2.10'],
  ['02.9.4', '2.9'],
  ['2.9', '2.9'],
  ['2.1.7', '2.1'],
  ['1.80.2-t62b8bf6a0-g3c35ee987', '1.80'],
  ['1.80.2-dirty', '1.80'],
  ...Array.from({ length: 9 }, (_, at): [string, string] => [`1.${9 - at}.2`, `1.${9 - at}`]),
  ['nightly', 'Not a version number'],
  ['build "5"  of today', 'Not a version number'],
])

const days = fc.oneof(
  fc.double({ min: -1, max: 800, noNaN: true }),
  fc.constantFrom(0, 1, 7, 14, 30, 90, 357, 364, -0.5, -3, -200),
)
const time = fc.oneof(
  { weight: 9, arbitrary: days.map(ago) },
  { weight: 1, arbitrary: fc.constant('yesterday') },
)
const fields = fc.record(
  {
    status: fc.constantFrom(
      'Online',
      'Offline',
      'Deactivated',
      'deactivated',
      'Unauthorized',
      'In "repair"',
      'ask bo@harbor.example',
    ),
    active: fc.boolean(),
    hardwareId: fc.constantFrom('MAC-1', 'MAC-2', 'MAC-3', 'MAC-4'),
    createdAt: time,
    lastConnection: time,
    owner: fc.oneof(
      fc.constantFrom({ id: 'u-ana' }, { email: 'bo@harbor.example' }),
      fc.integer({ min: 1, max: 30 }).map((number) => ({ id: `u-${number}` })),
    ),
    posture: fc.constantFrom({ compliant: true }, { compliant: false }, {}, 'pending'),
    appVersion: fc.constantFrom(...barOfVersion.keys()),
  },
  { requiredKeys: ['status'] },
)
const fleets = fc
  .array(fields, { maxLength: 60 })
  .map((all) => all.map((each, place) => deviceOf({ id: `device-${place}`, ...each })))

function indexOf(devices: readonly Device[]) {
  const index = createFleetIndex()
  index.add(devices)
  return index
}

const deviceLimit = 5

function overviewOf(devices: readonly Device[]): Promise<Overview> {
  return readOverview(fleetOver(indexOf(devices)), deviceLimit)
}

/** Number of rows in the list that a link leads to. */
function rowsAt({ to, state }: ListLink, devices: readonly Device[]): number {
  const index = indexOf(devices)
  const url = new URL(to, 'https://console.test')
  const { q } = deviceList.paramsOf(session, { ...state, list: url.search })
  if (url.pathname === '/people') {
    return index.people({ q, limit: 100, deviceLimit }).people.length
  }
  expect(url.pathname).toBe('/devices')
  expect(parseQuery(q).problems).toEqual([])
  return index.query({ q, limit: 100 }).devices.length
}

const metricsOf = ({ headlines, attention, charts, weeks }: Overview) => [
  ...headlines,
  ...attention,
  ...charts.flatMap(({ bars }) => bars),
  ...weeks,
]

/** Age in ms; NaN for absent and unreadable times. */
const age = (text: string | undefined) => now - Date.parse(text ?? '')

type Holds = (device: Device, all: readonly Device[]) => boolean

const compliant = ({ posture }: Device) =>
  (posture as { compliant?: boolean } | undefined)?.compliant

const conditions: Record<string, Holds> = {
  'Not compliant': (device) => compliant(device) === false,
  Unauthorized: ({ status }) => status === 'Unauthorized',
  'Enabled and status disagree': ({ status, active }) =>
    active === true
      ? status.toLowerCase() === 'deactivated'
      : active === false && ['Online', 'Offline'].includes(status),
  'Not seen for 90 days': ({ lastConnection }) => age(lastConnection) > 90 * day,
  'Never connected': ({ lastConnection }) => lastConnection === undefined,
  'Duplicate hardware IDs': ({ hardwareId }, all) =>
    hardwareId !== undefined && all.filter((other) => other.hardwareId === hardwareId).length > 1,
  'No owner': ({ owner }) => owner === undefined,
}

const lastConnections: Record<string, Holds> = {
  'Within 24 hours': ({ lastConnection }) =>
    age(lastConnection) < day && age(lastConnection) > -2 * day,
  '1 to 7 days ago': ({ lastConnection }) =>
    age(lastConnection) >= day && age(lastConnection) < 7 * day,
  '7 to 30 days ago': ({ lastConnection }) =>
    age(lastConnection) >= 7 * day && age(lastConnection) < 30 * day,
  '30 to 90 days ago': ({ lastConnection }) =>
    age(lastConnection) >= 30 * day && age(lastConnection) <= 90 * day,
  'Over 90 days ago': ({ lastConnection }) => age(lastConnection) > 90 * day,
  Never: ({ lastConnection }) => lastConnection === undefined,
  'Invalid date or in the future': ({ lastConnection }) =>
    lastConnection !== undefined && !(age(lastConnection) > -2 * day),
}

const order = [...new Set(barOfVersion.values())]
const sum = (figures: readonly { count: number }[]) =>
  figures.reduce((before, { count }) => before + count, 0)

test('all figures are of one time while devices come', async () => {
  const index = indexOf([])
  const { ask } = fleetOver(index)
  let added = 0
  const growing = {
    ask: ((...args) => {
      added += 1
      const owner = { id: `person-${added}` }
      index.add([deviceOf({ id: `device-${added}`, name: 'x', status: 'Online', owner })])
      return ask(...args)
    }) satisfies typeof ask,
  }
  const { total, charts } = await readOverview(growing, deviceLimit)
  for (const { title, bars, total: all } of charts) {
    expect([title, sum(bars)]).toEqual([title, all])
    expect([title, all]).toEqual([title, total])
  }
})

describe('in any fleet', () => {
  test('every figure equals the number of rows in the list it leads to', async () => {
    await fc.assert(
      fc.asyncProperty(fleets, async (devices) => {
        for (const metric of metricsOf(await overviewOf(devices))) {
          const link = linkToMetric(session, metric)
          expect([link.to, metric.count]).toEqual([link.to, rowsAt(link, devices)])
          // Of a status that looks like an e-mail address, not even a link tells.
          expect(decodeURIComponent(link.to)).not.toContain('@')
        }
      }),
    )
  })

  test('every condition is counted as a plain loop counts it, and of those it could apply to', async () => {
    await fc.assert(
      fc.asyncProperty(fleets, async (devices) => {
        const { total, attention } = await overviewOf(devices)
        expect(total).toBe(devices.length)
        for (const { label, count, among } of attention) {
          const holds = conditions[label]
          if (holds) expect([label, count]).toEqual([label, countIn(devices, holds)])
          expect(count).toBeLessThanOrEqual(among.count)
        }
        const amongOf = (name: string) =>
          attention.find(({ label }) => label.startsWith(name))?.among.count
        expect(amongOf('Not compliant')).toBe(
          countIn(devices, (device) => typeof compliant(device) === 'boolean'),
        )
        expect(amongOf('Not seen')).toBe(
          countIn(devices, ({ lastConnection }) => lastConnection !== undefined),
        )
        expect(amongOf('Outdated')).toBe(
          countIn(devices, ({ appVersion }) => appVersion !== undefined),
        )
      }),
    )
  })

  test('the bars of a chart hold every device once, and each as many as a plain loop counts', async () => {
    await fc.assert(
      fc.asyncProperty(fleets, async (devices) => {
        const { charts } = await overviewOf(devices)
        for (const { title, bars, total } of charts) {
          expect([title, sum(bars)]).toEqual([title, total])
          if (bars[0]?.of === 'device') expect(total).toBe(devices.length)
          expect(new Set(bars.map(({ label }) => label)).size).toBe(bars.length)
        }
        const [status, posture, lastConnection] = charts
        expect(posture?.bars.map(({ count }) => count)).toEqual(
          [true, false, undefined].map((verdict) =>
            countIn(devices, (device) => compliant(device) === verdict),
          ),
        )
        for (const { label, count } of lastConnection?.bars ?? []) {
          expect([label, count]).toEqual([label, countIn(devices, lastConnections[label])])
        }
        for (const { label, count } of status?.bars ?? []) {
          const same: Holds = (each) => each.status.toLowerCase() === label.toLowerCase()
          expect([label, count]).toEqual([label, countIn(devices, same)])
        }
      }),
    )
  })

  test('versions stand newest first, and the oldest share a bar', async () => {
    await fc.assert(
      fc.asyncProperty(fleets, async (devices) => {
        const bars = (await overviewOf(devices)).charts[4]?.bars ?? []
        const expected = new Map<string, number>()
        for (const name of order) {
          const count = countIn(devices, (each) => barOfVersion.get(each.appVersion ?? '') === name)
          if (count > 0) expected.set(name, count)
        }
        const families = [...expected].filter(([name]) => name !== 'Not a version number')
        const shown = families.length > 12 ? families.slice(0, 11) : families
        const older = families.slice(shown.length)
        const none = countIn(devices, ({ appVersion }) => appVersion === undefined)
        expect(bars.map(({ label, count }) => [label, count])).toEqual([
          ...shown,
          ...(older.length > 0
            ? [
                [
                  `Before ${shown.at(-1)?.[0]}`,
                  older.reduce((before, [, count]) => before + count, 0),
                ],
              ]
            : []),
          ...[...expected].filter(([name]) => name === 'Not a version number'),
          ...(none > 0 ? [['No version', none]] : []),
        ])
      }),
    )
  })

  test('the versions set off as outdated are those that need attention', async () => {
    await fc.assert(
      fc.asyncProperty(fleets, async (devices) => {
        const { attention, charts } = await overviewOf(devices)
        const flagged = charts[4]?.bars.filter(({ isFlagged }) => isFlagged) ?? []
        expect(sum(flagged)).toBe(
          attention.find(({ label }) => label.startsWith('Outdated'))?.count,
        )
      }),
    )
  })

  test('people are counted once, by their number of devices', async () => {
    await fc.assert(
      fc.asyncProperty(fleets, async (devices) => {
        const { attention, charts } = await overviewOf(devices)
        const owned = devices.filter(({ owner }) => owner !== undefined)
        const counts = [
          ...Map.groupBy(owned, ({ owner }) => owner && ownerKey(owner)).values(),
        ].map(({ length }) => length)
        const withSlots = (holds: (count: number) => boolean) => counts.filter(holds).length
        const over = withSlots((count) => count > 5)
        expect(charts[3]).toMatchObject({ title: 'Devices per person', total: counts.length })
        expect(charts[3]?.bars.map(({ label, count }) => [label, count])).toEqual([
          ['1 device', withSlots((count) => count === 1)],
          ...[2, 3, 4].map((slots) => [`${slots} devices`, withSlots((count) => count === slots)]),
          ['5 (the limit)', withSlots((count) => count === 5)],
          ...(over > 0 ? [['Over 5', over]] : []),
        ])
        expect(attention.find(({ of }) => of === 'person')).toMatchObject({
          label: 'People at or over the device limit',
          count: withSlots((count) => count >= 5),
          among: { count: counts.length },
        })
      }),
    )
  })

  test('each registration of the last 12 weeks is in its week', async () => {
    await fc.assert(
      fc.asyncProperty(fleets, async (devices) => {
        const { weeks } = await overviewOf(devices)
        const weekOf = ({ createdAt }: Device) =>
          age(createdAt) < -2 * day ? -1 : Math.max(0, Math.floor(age(createdAt) / (7 * day)))
        expect(weeks.map(({ count }) => count).toReversed()).toEqual(
          Array.from({ length: 12 }, (_, week) =>
            countIn(devices, (each) => weekOf(each) === week),
          ),
        )
      }),
    )
  })
})

function countIn(devices: readonly Device[], holds: Holds | undefined): number {
  return devices.filter((each) => holds?.(each, devices)).length
}

test('conditions that apply to nothing are one sentence, and those that nobody reports another', async () => {
  const online = (id: string) =>
    deviceOf({ id, status: 'Online', lastConnection: ago(0), owner: { id: 'u-ana' } })
  const { attention } = await overviewOf([online('a'), { ...online('b'), active: false }])
  const { found, nothingFor, notReported } = attentionParts(attention, 2, 'complete')
  expect(found.map(({ label, count }) => [label, count])).toEqual([
    ['Enabled and status disagree', 1],
  ])
  expect(nothingFor).toBe(
    'No devices: unauthorized, people at or over the device limit, not seen for 90 days, never connected, duplicate hardware IDs, no owner.',
  )
  expect(notReported).toBe('Not reported by any device: a known posture, an app version.')
  // Where devices are missing, no absence is told; where a few may be, it is one of the others.
  expect(attentionParts(attention, 2, 'partial')).toEqual({ found })
  expect(attentionParts(attention, 2, 'incomplete')).toMatchObject({
    nothingFor: expect.stringMatching(/^None among the loaded devices: unauthorized, /),
    notReported: 'Not reported by any loaded device: a known posture, an app version.',
  })
})

test('a condition that applies to nothing says of how many, where the others lack its data', async () => {
  const { attention, total } = await overviewOf([
    deviceOf({ id: 'a', posture: { compliant: true }, appVersion: '2.1' }),
    deviceOf({ id: 'b' }),
    deviceOf({ id: 'c' }),
  ])
  const { nothingFor } = attentionParts(attention, total, 'complete')
  expect(nothingFor).toContain('No devices: not compliant (of 1 device with a known posture), ')
  expect(nothingFor).toContain(', duplicate hardware IDs, enabled and status disagree.')
})

test('an outdated app is one before the newest stable family, which the label names', async () => {
  const versions = ['2.11.0-beta.2', '2.10.3', '2.10.1', '2.9.4', '2.1.0']
  const { attention } = await overviewOf(
    versions.map((appVersion) => deviceOf({ id: appVersion, appVersion })),
  )
  expect(attention.find(({ label }) => label.startsWith('Outdated'))).toMatchObject({
    label: 'Outdated app (before 2.10)',
    count: 2,
    among: { count: 5 },
  })
})

test.each([1, 2, 8, 9, 50, 1_000])(
  'a limit of %d has bars for every number of devices',
  (limit) => {
    const bars = slotBars(limit)
    expect(bars.length).toBeLessThanOrEqual(12)
    const ranges = bars.map(({ q }) => parsePeopleSearch(q).deviceCounts)
    for (const number of [...Array.from({ length: limit + 2 }, (_, place) => place + 1), 5_000]) {
      const holding = ranges.filter((all) =>
        all.every(({ min, max }) => number >= min && number <= max),
      )
      expect([number, holding.length]).toEqual([number, 1])
    }
  },
)

test.each([
  [0, 10, '0%'],
  [1, 1_000, '<1%'],
  [999, 1_000, '>99%'],
  [1_000, 1_000, '100%'],
  [15, 100, '15%'],
  [0, 0, ''],
])('%d of %d is %s', (count, of, text) => {
  expect(formatShare(count, of)).toBe(text)
})

test('the cost of loading the rest goes by what the requests before gave and took', () => {
  expect(costOfRest(10_012, { devicesPerRequest: 95, requestMs: 200 })).toBe(
    'about 106 more requests, 6 s',
  )
  // However fast the answers, the page has to take them in.
  expect(costOfRest(100_000, { devicesPerRequest: 95, requestMs: 1 })).toBe(
    'about 1,053 more requests, 7 s',
  )
  expect(costOfRest(1, { devicesPerRequest: 10, requestMs: 1 })).toBe('about 1 more request, 1 s')
})

test('what is urgent comes first, and what is only odd last', async () => {
  const { attention } = await overviewOf([])
  const severities = ['urgent', 'notable', 'odd']
  const found = attention.map(({ severity }) => severities.indexOf(severity))
  expect(found).toEqual(found.toSorted((a, b) => a - b))
  expect(attention.filter(({ severity }) => severity === 'odd')).toMatchObject([
    { label: 'Enabled and status disagree', meaning: 'Deactivated yet enabled, or the reverse' },
  ])
})

test.each([
  [1, 2],
  [2, 2],
  [9, 10],
  [11, 20],
  [416, 600],
  [1_000, 1_000],
  [87_654, 100_000],
])('a scale for up to %d ends at %d, with a whole number in its middle', (max, top) => {
  expect(scaleTop(max)).toBe(top)
})

test('weeks are named by their days, and summed up in a sentence', () => {
  const weeks = [
    { from: 14 * day, to: 7 * day, count: 3 },
    { from: 7 * day, to: 0, count: 1 },
  ]
  const names = weekNames(weeks, now, 'utc')
  expect(names).toEqual(['8 Nov – 15 Nov 2026', '15 Nov – 22 Nov 2026'])
  expect(weekSentence(weeks, names, true)).toBe(
    `4 devices registered in the last 2 weeks. Busiest week: ${names[0]}, with 3.`,
  )
  expect(weekSentence([{ count: 0 }, { count: 1 }], names, true)).toBe(
    '1 device registered in the last 2 weeks.',
  )
  // Another week may be the busiest once all devices are counted.
  expect(weekSentence(weeks, names, false)).toBe('4 devices registered in the last 2 weeks so far.')
})

test('the summary is plain text with every figure, and says what it lacks', async () => {
  const overview = await overviewOf([
    deviceOf({ id: 'a', status: 'Online', lastConnection: ago(0), owner: { id: 'u-ana' } }),
    deviceOf({ id: 'b', status: 'Unauthorized', lastConnection: ago(100), owner: { id: 'u-ana' } }),
  ])
  const coverage = coverageOf({ ...emptyFleet, phase: 'incomplete', asOf: 1, held: 2, missing: 2 })
  const text = summaryText(overview, coverage, 1, 'utc')
  expect(text).toMatch(/^Device overview: 2 devices as of \d+ \w+ \d{4}, [\d:]+ UTC\n/)
  expect(text).toContain('Up to 2 devices may be missing\n')
  expect(text).toContain('- Unauthorized: 1 of 2 devices (50%)\n')
  expect(text).toContain('Status\n- Online: 1 (50%)\n- Unauthorized: 1 (50%)\n')
  expect(text).toContain('- Over 90 days ago: 1 (50%)\n')
  const soFar = coverageOf({ ...emptyFleet, phase: 'stopped', held: 2, total: 20 })
  expect(summaryText(overview, soFar, 0, 'utc')).toMatch(
    /^Device overview: 2 of 20 devices so far as of .*\nUp to 18 devices may be missing\n/,
  )
})
