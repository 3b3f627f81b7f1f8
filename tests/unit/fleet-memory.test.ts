import { setFlagsFromString, getHeapStatistics } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createFleetIndex, type FleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { deviceOf } from '../device.ts'

// A tab that is open all day reads all devices hundreds of times. What no device has anymore must go.

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const now = Date.parse('2026-11-26T12:00:00Z')
const devicesARead = 100

/** Reads a fleet as it is at this pass: each value that changes with time is a new one. */
function readAll(index: FleetIndex, pass: number, size = devicesARead): void {
  const time = new Date(now + pass * 45_000).toISOString()
  const only = (text: string) => `${text} of pass ${pass} `.padEnd(400, '-')
  for (let place = 0; place < size; place += 50) {
    const devices = Array.from({ length: 50 }, (_, row) => {
      const id = `${place + row}`
      return deviceOf({
        id,
        name: only(`name ${id}`),
        status: only(`status ${id}`),
        hardwareId: only(`hardware ${id}`),
        appVersion: only(`version ${id}`),
        lastConnection: time,
        owner: { id: only(`owner ${id}`), lastConnection: time },
        posture: { compliant: true, lastCheck: time, disk: { serial: only(`disk ${id}`) } },
        readAt: pass,
      })
    })
    index.add(devices, { pass, place })
  }
  index.dropBefore(pass)
}

/** Asks everything that a page asks. */
function askEverything(index: FleetIndex): void {
  for (const text of [
    '',
    'name',
    'status:online',
    'owner:none',
    'is:duplicate',
    'posture.disk:none',
  ]) {
    const sort = [{ field: 'owner', descending: true }] as const
    index.query({ q: text, sort, limit: 25 })
    index.count([text])
    index.find({ text, maxDevices: 8, maxPeople: 4 })
  }
  const people = { q: '', limit: 25, deviceLimit: 5 }
  index.people(people)
  index.postures()
  index.versions()
}

const allDevices = (index: FleetIndex) => index.matching('')

/** Devices, owners and postures as the snapshot holds them, without keeping them. */
function heldObjects(index: FleetIndex): WeakRef<object>[] {
  return allDevices(index).flatMap(({ owner, posture, ...device }) => {
    const { disk } = posture as { disk: object }
    return [owner ?? device, posture as object, disk].map((object) => new WeakRef(object))
  })
}

async function countAlive(objects: readonly WeakRef<object>[], rounds = 10): Promise<number> {
  let alive = objects
  // One collection may leave what optimized code still has in hand; what is held outlives them all.
  for (let round = 0; round < rounds && alive.length > 0; round += 1) {
    // A WeakRef keeps its object until the task that made it ends.
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await new Promise((resolve) => setTimeout(resolve))
    collectGarbage()
    alive = objects.filter((object) => object.deref() !== undefined)
  }
  return alive.length
}

/** Bytes that are in use once collecting garbage frees no more. */
function heapInUse(): number {
  for (let before = Infinity; ;) {
    collectGarbage()
    const { used_heap_size: used } = getHeapStatistics()
    if (used > before - 100_000) return used
    before = used
  }
}

test('the snapshot holds nothing of earlier readings', async () => {
  const index = createFleetIndex(now)
  readAll(index, 1)
  askEverything(index)
  const first = heldObjects(index)
  expect(await countAlive(first, 1)).toBe(3 * devicesARead)
  readAll(index, 2)
  expect(await countAlive(first)).toBe(0)
  expect(index.size()).toBe(devicesARead)
})

test('the snapshot holds nothing of devices that are gone, although lists were sorted before', async () => {
  const index = createFleetIndex(now)
  readAll(index, 1)
  askEverything(index)
  const removed = heldObjects(index).slice(0, 3)
  index.remove(allDevices(index)[0]?.id ?? '')
  readAll(index, 2, devicesARead / 2)
  expect(await countAlive(removed)).toBe(0)
  expect(index.size()).toBe(devicesARead / 2)
})

test('memory is the same after a day of readings', async () => {
  const index = createFleetIndex(now)
  async function heapAfter(readings: number): Promise<number> {
    for (let pass = latest + 1; pass <= readings; pass += 1) readAll(index, pass)
    askEverything(index)
    latest = readings
    return heapInUse()
  }
  let latest = 0
  const early = await heapAfter(10)
  const late = await heapAfter(60)
  // Each reading has a quarter of a megabyte of its own texts.
  expect((late - early) / 1e6).toBeLessThan(2)
})
