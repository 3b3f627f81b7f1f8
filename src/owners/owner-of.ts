import type { Device, Owner } from '../api/device.ts'

/** The owner as the devices tell of them together: rows may each know a different part. */
export function ownerOf(devices: readonly Device[]): Owner | undefined {
  const owners = devices.flatMap(({ owner }) => owner ?? [])
  const [first] = owners
  if (!first) return undefined
  return Object.assign({}, ...owners.toReversed()) as Owner
}
