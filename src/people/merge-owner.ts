import type { Device, Owner } from '../api/device.ts'

/** Merges what the devices say about their owner: each row may have a different part. */
export function mergeOwner(devices: readonly Device[]): Owner | undefined {
  const owners = devices.flatMap(({ owner }) => owner ?? [])
  if (owners.length === 0) return undefined
  const merged: Owner = {}
  for (const owner of owners.toReversed()) Object.assign(merged, owner)
  return merged
}
