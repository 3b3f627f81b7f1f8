import type { Device, Owner } from '../api/device.ts'

/** Merges what the devices say about their owner: each row may have a different part. */
export function mergeOwner(devices: readonly Device[]): Owner | undefined {
  const owners = devices.flatMap(({ owner }) => owner ?? [])
  const [first] = owners
  if (!first) return undefined
  return Object.assign({}, ...owners.toReversed()) as Owner
}
