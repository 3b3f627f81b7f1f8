import type { Device } from '../../api/device.ts'
import { memoize } from '../../lib/memoize.ts'
import type { Searchable } from '../../query/searchable.ts'
import { valueKey } from '../../query/value-key.ts'
import type { Job } from '../worker/job.ts'
import { tokenOf } from './token.ts'

const maxOffered = 3
/** Shorter names are near to too many, and nobody mistypes a letter in a long text alone. */
const isComparable = (key: string) => key.length >= 4 && key.length <= 64

/** Finds the devices whose name, hardware ID or owner's e-mail differs by a letter or two. */
export async function nearMisses<Line extends { text: string }>(
  lines: readonly Line[],
  devices: readonly Searchable[],
  job: Job,
): Promise<Map<Line, Device[]>> {
  const all = lines.map((line) => ({ line, distance: 2, devices: new Set<Device>() }))
  const wanted = all.flatMap((near) => {
    const { text, names, hardwareKey, email } = tokenOf(near.line.text)
    return [names.at(-1) ?? valueKey(text), hardwareKey, email]
      .map((key, field) => ({ near, field, key, max: key.length < 8 ? 1 : 2 }))
      .filter(({ key }) => isComparable(key))
  })
  /** The lines' keys that one of a field and length may be near to. */
  const wantedBy = [0, 1, 2].map((wantedField) =>
    memoize((length: number) =>
      wanted.filter(
        ({ field, key, max }) => field === wantedField && Math.abs(key.length - length) <= max,
      ),
    ),
  )
  await job.each('Looking for similar names', wanted.length > 0 ? devices : [], (searchable) => {
    const { device, hardwareKey = '' } = searchable
    const keys = [valueKey(device.name), hardwareKey, device.owner?.email?.toLowerCase() ?? '']
    for (const [field, other] of keys.entries()) {
      if (!isComparable(other)) continue
      for (const { near, key, max } of wantedBy[field]?.(other.length) ?? []) {
        const distance = distanceOf(key, other, Math.min(max, near.distance))
        if (distance === Infinity) continue
        if (distance < near.distance) near.devices.clear()
        near.distance = distance
        near.devices.add(device)
      }
    }
  })
  const found = all.filter((near) => near.devices.size > 0)
  return new Map(found.map((near) => [near.line, [...near.devices].slice(0, maxOffered)]))
}

/** Letters inserted, left out, replaced or swapped with the next, from 0-based places on; infinite above `max`. */
function distanceOf(one: string, other: string, max: number, x = 0, y = 0): number {
  if (Math.abs(one.length - x - (other.length - y)) > max) return Infinity
  while (x < one.length && one[x] === other[y]) {
    x += 1
    y += 1
  }
  if (x === one.length && y === other.length) return 0
  if (max === 0) return Infinity
  const isSwapped = one[x] === other[y + 1] && one[x + 1] === other[y]
  return (
    1 +
    Math.min(
      distanceOf(one, other, max - 1, x + 1, y),
      distanceOf(one, other, max - 1, x, y + 1),
      distanceOf(one, other, max - 1, x + 1, y + 1),
      isSwapped ? distanceOf(one, other, max - 1, x + 2, y + 2) : Infinity,
    )
  )
}
