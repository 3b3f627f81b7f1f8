import type { RawPage } from '../../src/mock/backend.ts'
import { createDevices, maxDevices } from '../../src/mock/sample-devices.ts'
import { hex8 } from '../../src/mock/random.ts'
import type { RawDevice } from '../../src/mock/raw.ts'

/** A fleet of any size, in one order alone. */
export interface LargeFleet {
  page: (limit: number, offset: number) => RawPage
}

const minuteMs = 60_000

/**
 * Repeats the mock's devices: each round has IDs, names, hardware and owners of its own, and its times
 * lie a minute earlier than those of the round before.
 */
export function createLargeFleet(size: number): LargeFleet {
  const devices = createDevices({ size: Math.min(size, maxDevices), now: Date.now() })

  function deviceAt(index: number): RawDevice {
    const round = Math.floor(index / devices.length)
    const earlier = (time: string) => new Date(Date.parse(time) - round * minuteMs).toISOString()
    const text = JSON.stringify(devices[index % devices.length])
    const device = JSON.parse(text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, earlier)) as RawDevice
    if (round === 0) return device
    const { id, name, hardwareId, user } = device
    return {
      ...device,
      id: hex8(index) + id.slice(8),
      name: `${name} ${round}`,
      hardwareId: hardwareId + round,
      ...(user && { user: { ...user, id: hex8(round) + user.id.slice(8) } }),
    }
  }

  return {
    page(limit, offset) {
      const length = Math.max(0, Math.min(limit, size - offset))
      return {
        data: Array.from({ length }, (_, place) => deviceAt(offset + place)),
        total: size,
        page: Math.floor(offset / limit),
        limit,
        hasNext: offset + length < size,
        hasPrevious: offset > 0,
      }
    },
  }
}
