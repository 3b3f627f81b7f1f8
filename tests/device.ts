import type { Device } from '../src/api/device.ts'
import { steadyNow } from '../src/lib/clock.ts'

/** A device as a test needs it: offline and read just now, but for the fields given. */
export function deviceOf(fields: Partial<Device> = {}): Device {
  const { id = 'a' } = fields
  return { id, name: id, status: 'Offline', readAt: steadyNow(), ...fields }
}
