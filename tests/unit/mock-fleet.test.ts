import { describe, expect, test } from 'vitest'
import { parseDevice } from '../../src/api/device.ts'
import { characters } from '../../src/mock/characters.ts'
import { createDevices, maxDevices } from '../../src/mock/sample-devices.ts'
import { slotOf } from '../../src/mock/ownership.ts'
import { distinctPeople, personOf } from '../../src/mock/sample-people.ts'
import type { RawDevice } from '../../src/mock/raw.ts'

const now = Date.UTC(2026, 4, 6, 9, 30)
const devices = createDevices({ size: 1_248, now })

const share = (chosen: (device: RawDevice) => boolean) =>
  devices.filter(chosen).length / devices.length

describe('the generated fleet', () => {
  test('is the same for the same seed and time, and differs for another seed', () => {
    expect(createDevices({ size: 1_248, now })).toEqual(devices)
    expect(createDevices({ size: 60, now, seed: 2 })[50]).not.toEqual(devices[50])
  })

  test('keeps its first devices when it grows to its maximum', () => {
    const large = createDevices({ size: maxDevices, now })
    expect(large).toHaveLength(10_000)
    const { user: _user, ...alone } = large[700] as RawDevice
    expect(devices[700]).toMatchObject(alone)
    expect(new Set(large.map(({ id }) => id)).size).toBe(large.length)
  })

  test.each([10_001, -1, 1.5])('refuses to have %d devices', (size) => {
    expect(() => createDevices({ size, now })).toThrow(`0 to 10000 devices, not ${size}`)
  })

  test('gives every device a UUID of version 4', () => {
    for (const { id } of devices) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
  })

  test('has devices without a version, as many as the list of versions has', () => {
    expect(share(({ appVersion }) => appVersion === undefined)).toBeCloseTo(0.03, 2)
  })

  test('has only possible times: registered, then connected, then now', () => {
    for (const device of devices) {
      const created = Date.parse(device.createdAt)
      const updated = Date.parse(device.updatedAt)
      const connected = device.lastConnection ? Date.parse(device.lastConnection) : created
      expect(created, device.name).toBeLessThanOrEqual(connected)
      expect(connected, device.name).toBeLessThanOrEqual(now)
      expect(created, device.name).toBeLessThanOrEqual(updated)
      expect(updated, device.name).toBeLessThanOrEqual(now)
      if (device.user?.lastConnection && device.lastConnection) {
        expect(Date.parse(device.user.lastConnection)).toBeGreaterThanOrEqual(connected)
      }
    }
  })

  test('has every state that admins meet, with about a third online', () => {
    expect(share(({ status }) => status === 'Online')).toBeCloseTo(0.35, 1)
    for (const chosen of [
      ({ status }: RawDevice) => status === 'Offline',
      ({ status }: RawDevice) => status === 'Deactivated',
      ({ status }: RawDevice) => status === 'Unauthorized',
      ({ lastConnection }: RawDevice) => lastConnection === undefined,
      ({ user }: RawDevice) => user === undefined,
      ({ user }: RawDevice) => user !== undefined && !user.email && !user.firstName,
      ({ posture }: RawDevice) => posture === undefined,
      ({ posture }: RawDevice) => typeof posture === 'string',
      ({ posture }: RawDevice) => Array.isArray(posture),
      ({ appVersion }: RawDevice) => appVersion === undefined,
      ({ appVersion }: RawDevice) => appVersion === '2.11.0-beta.2',
      ({ status, active }: RawDevice) => status === 'Deactivated' && active,
      ({ status, active }: RawDevice) => status === 'Offline' && !active,
      ({ name }: RawDevice) => name.length > 120,
      ({ name }: RawDevice) => name.includes('\u202E'),
      ({ name }: RawDevice) => name.startsWith('='),
    ]) {
      expect(share(chosen), String(chosen)).toBeGreaterThan(0)
      expect(share(chosen), String(chosen)).toBeLessThan(0.6)
    }
  })

  test('gives owners one to six devices, some exactly five, and each person one e-mail address', () => {
    const counts = new Map<string, number>()
    const emailOf = new Map<string, string | undefined>()
    for (const { user } of devices) {
      if (!user) continue
      counts.set(user.id, (counts.get(user.id) ?? 0) + 1)
      expect([undefined, user.email]).toContain(emailOf.get(user.id))
      emailOf.set(user.id, user.email)
    }
    expect(new Set(counts.values())).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    const emails = [...emailOf.values()].filter((email) => email !== undefined)
    expect(new Set(emails).size).toBe(emails.length)
    for (const email of emails) expect(email).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)?@[a-z]+\.example$/)
  })

  test('has machines that registered again after re-imaging', () => {
    const owners = new Map<string, string | undefined>()
    const again = devices.filter(({ hardwareId, user }) => {
      const isKnown = owners.has(hardwareId)
      if (isKnown) expect(owners.get(hardwareId)).toBe(user?.id)
      owners.set(hardwareId, user?.id)
      return isKnown
    })
    expect(again.length).toBeGreaterThan(5)
    for (const { hardwareId } of devices) expect(hardwareId).toMatch(/^MAC-[0-9A-F]{12}$/)
  })

  test('is fully readable by the console', () => {
    for (const device of devices) {
      // A name of blanks alone is none.
      const name = device.name.trim() && device.name
      expect(parseDevice(device, 0)).toMatchObject({ id: device.id, name })
    }
  })

  test.each(characters)('has $name once, at its position', ({ position, name }) => {
    expect(devices[position]?.name).toBe(name)
    expect(devices.filter((device) => device.name === name)).toHaveLength(1)
  })

  test('has Ana Kovačević at the limit of five devices', () => {
    const theirs = devices.filter(({ user }) => user?.lastName === 'Kovačević')
    expect(theirs).toHaveLength(5)
    expect(new Set(theirs.map(({ user }) => user?.id)).size).toBe(1)
  })
})

test('every index has its own slot', () => {
  expect(new Set(Array.from({ length: 970 }, (_, index) => slotOf(index))).size).toBe(970)
})

test('people do not repeat', () => {
  const names = Array.from({ length: distinctPeople }, (_, number) => {
    const { firstName, lastName } = personOf(number)
    expect(firstName && lastName).not.toBe('')
    return `${firstName} ${lastName}`
  })
  expect(new Set(names).size).toBe(distinctPeople)
})
