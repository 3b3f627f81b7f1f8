import { expect, test } from 'vitest'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { makeExport } from '../../src/fleet/files/export.ts'
import { createJob } from '../../src/fleet/worker/job.ts'
import { deviceOf } from '../device.ts'

// Where the API's list has no posture, it is read device by device; each further reading of the list
// must not wipe it out again.

const now = Date.parse('2026-11-26T12:00:00Z')
const owner = { id: 'u-ana' }

function readSingly() {
  const index = createFleetIndex(now)
  const rows = ['a', 'b', 'c'].map((id) => deviceOf({ id, owner, readAt: 0 }))
  index.add(rows, { pass: 1, place: 0 })
  index.addPostures([
    { id: 'a', posture: { compliant: false } },
    { id: 'b', posture: undefined },
    { id: 'gone', posture: { compliant: true } },
  ])
  return { index, rows }
}

const idsOf = (index: ReturnType<typeof createFleetIndex>, q: string) =>
  index.matching(q).map(({ id }) => id)

test('a posture read by itself is found, counted and exported', async () => {
  const { index } = readSingly()
  expect(index.size()).toBe(3)
  expect(idsOf(index, 'posture:noncompliant')).toEqual(['a'])
  expect(index.postures()).toMatchObject({
    devices: 3,
    withPosture: 1,
    readSingly: 2,
    unread: 1,
    results: { noncompliant: 1, unknown: 2 },
  })
  const query = { q: '', limit: 1, deviceLimit: 5 }
  expect(index.people(query).people).toMatchObject([{ posture: 'noncompliant' }])
  const { file } = await makeExport(
    { scope: 'all', format: 'csv', fields: ['id', 'posture'], description: '' },
    { now, readAt: now, missing: 0, host: 'api.example.com' },
    index,
    createJob(),
  )
  expect(await file.text()).toContain('a,noncompliant')
})

test('a filter counts a posture read by itself as its list does', () => {
  const { index } = readSingly()
  const { facets } = index.query({ q: '' })
  for (const { term, count } of facets.posture) {
    expect([term, idsOf(index, term).length]).toEqual([term, count])
  }
})

test('only devices that were not read by themselves are left to read, in the order of the list', () => {
  const { index } = readSingly()
  expect(index.unreadPostures()).toEqual(['c'])
  index.add([deviceOf({ id: 'new', readAt: 1 })], { pass: 1, place: 1 })
  expect(index.unreadPostures()).toEqual(['new', 'c'])
})

test('it stays when the list is read again without it, and gives way to one in the list', () => {
  const { index, rows } = readSingly()
  index.add(
    rows.map((row) => ({ ...row, name: 'renamed', readAt: 1 })),
    { pass: 2, place: 0 },
  )
  expect(index.byId(['a', 'b'])).toMatchObject([
    { name: 'renamed', posture: { compliant: false } },
    { name: 'renamed' },
  ])
  expect(index.unreadPostures()).toEqual(['c'])
  index.add([deviceOf({ id: 'a', posture: { compliant: true }, readAt: 2 })])
  expect(idsOf(index, 'posture:compliant')).toEqual(['a'])
})

test('it goes with its device', () => {
  const { index } = readSingly()
  index.remove('a')
  index.add([deviceOf({ id: 'a', readAt: 3 })])
  expect(idsOf(index, 'posture:noncompliant')).toEqual([])
  expect(index.unreadPostures()).toEqual(['c', 'a'])
})
