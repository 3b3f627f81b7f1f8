import { afterEach, describe, expect, test, vi } from 'vitest'
import { readFresh } from '../../src/actions/confirmation/read-fresh.ts'
import type { Device } from '../../src/api/device.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import { wait } from '../../src/lib/wait.ts'
import { deviceOf } from '../device.ts'
import {
  failed,
  gone,
  inFakeTime,
  json,
  restoreWire,
  stubWire,
  type Sent,
  session,
} from './wire.ts'

afterEach(restoreWire)

const idOf = ({ path }: Sent) => path.split('/').at(-1) ?? ''
const fresh = (id: string, fields: Partial<Device> = {}) => deviceOf({ id, ...fields })
const stale = (id: string, fields: Partial<Device> = {}) =>
  deviceOf({ id, readAt: steadyNow() - 60_001, ...fields })
const online = (sent: Sent) => json({ id: idOf(sent), name: idOf(sent), status: 'Online' })

/** How reading these again ends, with all progress told. */
async function read(devices: readonly Device[], signal?: AbortSignal) {
  const progress: number[] = []
  const end = await inFakeTime(
    readFresh(session, devices, {
      ...(signal && { signal }),
      onProgress: (count) => progress.push(count),
    }),
  )
  return { ...end, progress }
}

describe('devices are read again', () => {
  test('when they were read more than a minute ago, and only then', async () => {
    const sent = stubWire(online)
    const devices = [fresh('a'), stale('b'), fresh('c'), stale('d')]
    const end = await read(devices)
    expect(sent.map(idOf)).toEqual(['b', 'd'])
    expect(end).toMatchObject({
      value: {
        devices: [
          { id: 'a', status: 'Offline' },
          { id: 'b', status: 'Online' },
          { id: 'c', status: 'Offline' },
          { id: 'd', status: 'Online' },
        ],
        gone: new Set(),
      },
      progress: [2, 3, 4],
    })
  })

  test('not at all where all are fresh', async () => {
    const sent = stubWire(online)
    const devices = [fresh('a'), fresh('b')]
    expect(await read(devices)).toMatchObject({ value: { devices }, after: 0 })
    expect(sent).toHaveLength(0)
  })

  test('to be as old as the new reading, with what that left out', async () => {
    stubWire(online)
    const owner = { id: 'u1', email: 'ana@harbor.example' }
    const end = await read([stale('a', { owner })])
    expect(end).toMatchObject({ value: { devices: [{ status: 'Online', owner }] } })
    const [device] = 'value' in end ? end.value.devices : []
    expect(steadyNow() - (device?.readAt ?? 0)).toBeLessThan(1_000)
  })

  test('four at a time', async () => {
    let underWay = 0
    let most = 0
    stubWire(async (sent) => {
      underWay += 1
      most = Math.max(most, underWay)
      await wait(100)
      underWay -= 1
      return online(sent)
    })
    await read(Array.from({ length: 10 }, (_, number) => stale(`device-${number}`)))
    expect(most).toBe(4)
  })
})

test('what the API does not find any more is gone, and no longer among them', async () => {
  stubWire((sent) => (idOf(sent) === 'b' ? gone() : online(sent)))
  const end = await read([stale('a'), stale('b'), fresh('c')])
  expect(end).toMatchObject({
    value: { devices: [{ id: 'a' }, { id: 'c' }], gone: new Set(['b']) },
    progress: [1, 2, 3],
  })
})

test.each([
  ['a failure', failed(500), 'server'],
  ['a refused key', failed(401), 'unauthorized'],
  ['a gateway’s 404, which is no device gone', failed(404), 'wrong-address'],
])('one that cannot be read rejects all of it: %s', async (_, answer, kind) => {
  const sent = stubWire((request) => (idOf(request) === 'b' ? answer() : online(request)))
  expect(await read([stale('a'), stale('b'), stale('c')])).toMatchObject({ error: { kind } })
  expect(sent).not.toHaveLength(0)
})

test('after a failure nothing more is read, and no progress told that would look like going on', async () => {
  const sent = stubWire(async (request) => {
    if (idOf(request) === 'device-1') return failed(500)()
    // As `fetch` does, it ends when the call is given up.
    await wait(100, request.init.signal ?? undefined)
    return online(request)
  })
  const end = await read(Array.from({ length: 20 }, (_, number) => stale(`device-${number}`)))
  expect(end).toMatchObject({ error: { kind: 'server' }, progress: [0] })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(end.progress).toEqual([0])
  expect(sent).toHaveLength(4)
})

test('reading that is no longer wanted ends with the reason', async () => {
  stubWire(() => 'silence')
  const stop = new AbortController()
  const reason = new Error('the dialog was closed')
  setTimeout(() => stop.abort(reason), 500)
  expect(await read([stale('a')], stop.signal)).toMatchObject({ error: reason, after: 500 })
  await vi.advanceTimersByTimeAsync(60_000)
})
