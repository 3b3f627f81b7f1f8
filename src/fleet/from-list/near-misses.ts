import type { Device } from '../../api/device.ts'
import type { Searchable } from '../../query/searchable.ts'
import { valueKey } from '../../query/value-key.ts'
import type { Job } from '../worker/job.ts'
import { tokenOf } from './token.ts'

/** Devices offered for a line. */
const maxOffered = 3
/** Shorter names are near to too many, and nobody mistypes a letter in a long text alone. */
const isComparable = (key: string) => key.length >= 4 && key.length <= 64

/**
 * Finds the devices whose name, hardware ID or owner's e-mail address differs least from a line, by a
 * letter or two.
 */
export async function nearMisses<Line extends { text: string }>(
  lines: readonly Line[],
  devices: readonly Searchable[],
  job: Job,
): Promise<Map<Line, Device[]>> {
  const nearest = new Map<Line, { distance: number; devices: Set<Device> }>()
  const wanted = lines.flatMap((line) => {
    const { text, names, hardwareKey, email } = tokenOf(line.text)
    return [names.at(-1) ?? valueKey(text), hardwareKey, email]
      .map((key, field) => ({ line, field, key, letters: lettersOf(key) }))
      .filter(({ key }) => isComparable(key))
  })
  await job.each('Looking for similar names', wanted.length > 0 ? devices : [], (searchable) => {
    const { device, hardwareKey = '' } = searchable
    const keys = [valueKey(device.name), hardwareKey, device.owner?.email?.toLowerCase() ?? '']
    const near = keys.map((key) =>
      isComparable(key) ? { key, letters: lettersOf(key) } : undefined,
    )
    for (const { line, field, key, letters } of wanted) {
      const other = near[field]
      const max = key.length < 8 ? 1 : 2
      if (!other || Math.abs(other.key.length - key.length) > max) continue
      // Each letter that differs changes two of the marks at most.
      if (bits(other.letters ^ letters) > 2 * max) continue
      const distance = distanceOf(other.key, key)
      const known = nearest.get(line)
      if (distance > Math.min(max, known?.distance ?? max)) continue
      if (distance === known?.distance) known.devices.add(device)
      else nearest.set(line, { distance, devices: new Set([device]) })
    }
  })
  return new Map([...nearest].map(([line, near]) => [line, [...near.devices].slice(0, maxOffered)]))
}

/** The letters and digits of a text as bits; several share one. */
function lettersOf(text: string): number {
  let letters = 0
  for (let place = 0; place < text.length; place += 1) letters |= 1 << (text.charCodeAt(place) % 32)
  return letters
}

/** Number of bits that are set, counted in pairs, then fours, then bytes. */
function bits(number: number): number {
  const pairs = number - ((number >>> 1) & 0x5555_5555)
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

/** Letters inserted, left out, replaced or swapped with the next. */
function distanceOf(one: string, other: string): number {
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, place) => place)
  for (let y = 1; y <= one.length; y += 1) {
    const next = [y]
    for (let x = 1; x <= other.length; x += 1) {
      const isSame = one[y - 1] === other[x - 1]
      const isSwapped = one[y - 1] === other[x - 2] && one[y - 2] === other[x - 1]
      const replaced = (row[x - 1] ?? 0) + (isSame ? 0 : 1)
      const swapped = isSwapped ? (before[x - 2] ?? 0) + 1 : Infinity
      next.push(Math.min((row[x] ?? 0) + 1, (next[x - 1] ?? 0) + 1, replaced, swapped))
    }
    ;[before, row] = [row, next]
  }
  return row[other.length] ?? 0
}
