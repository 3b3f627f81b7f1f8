import { describe, expect, test } from 'vitest'
import { disabledReasonFor } from '../../src/actions/definitions.ts'
import { parseDevice, type Device } from '../../src/api/device.ts'
import { isInUse } from '../../src/device/in-use.ts'
import { isInconsistent } from '../../src/device/status-lists.ts'
import { activeWord } from '../../src/devices/columns.tsx'
import { makeExport } from '../../src/fleet/files/export.ts'
import { createJob } from '../../src/fleet/worker/job.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { csvCell } from '../../src/lib/csv.ts'

// Values of another type than declared: shown as they came, and never counted as absent.

const now = Date.UTC(2026, 10, 29)

const device = (fields: object) =>
  [parseDevice({ status: 'Offline', ...fields, id: 'odd' }, 0)].filter((read) => read !== undefined)

function find(devices: readonly Device[], search: string): number {
  const index = createFleetIndex(now)
  index.add(devices)
  return index.count([search])[0] ?? 0
}

async function csvOf(devices: readonly Device[], field: 'owner' | 'active' | 'name') {
  const index = createFleetIndex(now)
  index.add(devices)
  const request = { scope: 'all', format: 'csv', fields: [field], description: '' } as const
  const { file } = await makeExport(
    request,
    { now, readAt: now, missing: 0, host: 'api.example.com' },
    index,
    createJob(),
  )
  return (await file.text()).split('\r\n')[1]
}

test.each([
  ['jay@test.example', 'jay', 'jay@test.example'],
  ['Jay Doe', 'doe', 'Jay Doe'],
  [42, '42', '42'],
  [false, 'false', 'false'],
  [['jay', 'kim'], 'kim', '["jay","kim"]'],
  [{ login: 'jay' }, 'login', '{"login":"jay"}'],
])('the user %j is an owner, in searches, counts and files', async (user, word, text) => {
  const rows = device({ user })
  expect(find(rows, 'owner:none')).toBe(0)
  expect(find(rows, '-owner:none')).toBe(1)
  expect(find(rows, word)).toBe(1)
  expect(await csvOf(rows, 'owner')).toBe(csvCell(text))
  const index = createFleetIndex(now)
  index.add(rows)
  const query = { q: '', limit: 9, deviceLimit: 5 }
  const { people } = index.people(query)
  expect(people).toMatchObject([{ devices: 1, owner: rows[0]?.owner ?? 'none' }])
})

test.each([
  [{ name: 12_345 }, '12345'],
  [{ hardwareId: 42 }, 'hardware:42'],
  [{ hardwareId: { mac: '00:11' } }, 'mac'],
  [{ appVersion: 2.4 }, 'version:2.4'],
  [{ appVersion: 2.4 }, '-version:none'],
  [{ appVersion: false }, 'version:false'],
  [{ status: 3 }, 'status:3'],
  [{ status: { code: 3 } }, 'status:"{\\"code\\":3}"'],
  [{ user: { id: 7 } }, 'owner:7'],
  [{ user: { email: 5 } }, 'owner:5'],
])('%j is found by %s', (fields, search) => {
  expect(find(device(fields), search)).toBe(1)
})

test('an owner without anything in it is none, as PHP writes an empty object', () => {
  for (const user of [[], {}, { id: '', email: null }, ' ', { firstName: ' ' }]) {
    expect(device({ user })).toMatchObject([{ id: 'odd' }])
    expect(find(device({ user }), 'owner:none')).toBe(1)
  }
})

test('a text of blanks alone is absent', () => {
  const [blank] = device({ name: ' ', status: ' ', appVersion: '\t', hardwareId: '\u00a0' })
  expect(blank).toEqual({ id: 'odd', name: '', status: 'Unknown', readAt: 0 })
  expect(find(blank ? [blank] : [], 'version:none')).toBe(1)
})

test('a status with blanks around it is the one it names', () => {
  const [online, off] = ['Online ', '\tdeactivated'].flatMap((status) =>
    device({ status, active: true }),
  )
  expect(online && isInUse(online, now)).toBe(true)
  expect(off && isInconsistent(off)).toBe(true)
})

describe('a device is neither enabled nor disabled nor silent about it', () => {
  test.each([
    ['true', 'true', 'active:"true"'],
    ['YES', 'YES', 'active:"yes"'],
    [1, '1', 'active:"1"'],
    [0, '0', 'active:"0"'],
    [{ enabled: true }, '{"enabled":true}', 'active:"{\\"enabled\\":true}"'],
  ])('where `active` is %j', async (active, text, search) => {
    const rows = device({ active })
    expect(rows.map((row) => row.active)).toEqual([text])
    expect(activeWord(rows[0]?.active)).toBe(text)
    expect(find(rows, 'active:yes active:no active:unknown')).toBe(0)
    expect(find(rows, search)).toBe(1)
    expect(await csvOf(rows, 'active')).toBe(csvCell(text))

    const index = createFleetIndex(now)
    index.add(rows)
    const { facets } = index.query({ q: '' })
    expect(facets.active.filter(({ count }) => count > 0)).toMatchObject([{ count: 1 }])
    const terms = facets.active.map(({ term, count }) => [find(rows, term), count])
    expect(terms.every(([found, count]) => found === count)).toBe(true)
  })

  test.each(['½', 'ß', '…'])(
    'and its filter finds many of %s, which are longer as compared',
    (text) => {
      const rows = device({ active: text.repeat(190) })
      const index = createFleetIndex(now)
      index.add(rows)
      const [offered] = index.query({ q: '' }).facets.active
      expect(offered?.count).toBe(1)
      expect(find(rows, offered?.term ?? '')).toBe(1)
    },
  )

  test('so that the status alone says what is possible', () => {
    const [online, deactivated] = ['Online', 'Deactivated'].flatMap((status) =>
      device({ status, active: 'true' }),
    )
    expect(online && disabledReasonFor('deactivate', online)).toBeUndefined()
    expect(deactivated && disabledReasonFor('deactivate', deactivated)).toBe('Already deactivated')
    expect(isInconsistent({ status: 'Deactivated', active: 'true' })).toBe(false)
  })

  test('and its texts come after no and yes, before none', () => {
    const rows = [true, undefined, 'maybe', false].map((active, row) => ({
      ...device({})[0],
      ...(active !== undefined && { active }),
      id: `d${row}`,
    })) as Device[]
    const index = createFleetIndex(now)
    index.add(rows)
    const order = (descending: boolean) =>
      index
        .query({ q: '', sort: [{ field: 'active', descending }], offset: 0, limit: 9 })
        .devices.map(({ active }) => active)
    expect(order(false)).toEqual([false, true, 'maybe', undefined])
    expect(order(true)).toEqual(['maybe', true, false, undefined])
  })
})
