import type { Device } from '../../api/device.ts'
import type { Searchable } from '../../query/searchable.ts'
import { valueKey } from '../../query/value-key.ts'
import { tokenOf } from './token.ts'

/** Devices offered for a line. */
const maxOffered = 3

interface Wanted {
  key: string
  letters: number
  maxDistance: number
  found: { device: Device; distance: number }[]
}

/** Finds devices whose name, hardware ID or owner's e-mail address differs from a line by a letter or two. */
export function nearMisses(lines: readonly string[], devices: Iterable<Searchable>): Device[][] {
  const wanted = lines.map((line) => {
    const { text, names, hardwareKey, email } = tokenOf(line)
    return {
      name: wantedOf(names.at(-1) ?? valueKey(text)),
      hardware: wantedOf(hardwareKey),
      email: wantedOf(email),
    }
  })
  const byName = finder(wanted.map(({ name }) => name))
  const byHardware = finder(wanted.map(({ hardware }) => hardware))
  const byEmail = finder(wanted.map(({ email }) => email))
  for (const { device, hardwareKey } of devices) {
    byName(valueKey(device.name), device)
    byHardware(hardwareKey, device)
    byEmail(device.owner?.email?.toLowerCase(), device)
  }
  return wanted.map((forms) => {
    const nearest = Object.values(forms)
      .flatMap((form) => form?.found ?? [])
      .toSorted((a, b) => a.distance - b.distance)
    const [best] = nearest
    const offered = nearest.filter(({ distance }) => distance === best?.distance)
    return [...new Map(offered.map(({ device }) => [device.id, device])).values()].slice(
      0,
      maxOffered,
    )
  })
}

/** Returns a function that notes a device with those that its key is near to. */
function finder(forms: readonly (Wanted | undefined)[]) {
  const wanted = forms.filter((form) => form !== undefined)
  return (key: string | undefined, device: Device) => {
    if (key === undefined || key.length < minLength || key.length > maxLength) return
    if (wanted.length === 0) return
    const letters = lettersOf(key)
    for (const want of wanted) {
      const { maxDistance } = want
      if (Math.abs(key.length - want.key.length) > maxDistance) continue
      // Each letter that differs changes two of the marks at most.
      if (bits(letters ^ want.letters) > 2 * maxDistance) continue
      const distance = distanceUpTo(maxDistance, key, want.key)
      if (distance !== undefined) want.found.push({ device, distance })
    }
  }
}

/** Shorter names are near to too many, and nobody mistypes a letter in a long text alone. */
const minLength = 4
const maxLength = 64

function wantedOf(key: string | undefined): Wanted | undefined {
  if (key === undefined || key.length < minLength) return undefined
  return { key, letters: lettersOf(key), maxDistance: key.length < 8 ? 1 : 2, found: [] }
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

/** Letters inserted, left out, replaced or swapped with the next; `undefined` for more than `max`. */
export function distanceUpTo(max: number, one: string, other: string): number | undefined {
  let [before, row]: [number[], number[]] = [
    [],
    Array.from({ length: other.length + 1 }, (_, place) => place),
  ]
  for (let y = 1; y <= one.length; y += 1) {
    const next = [y]
    let least = y
    for (let x = 1; x <= other.length; x += 1) {
      const isSame = one[y - 1] === other[x - 1]
      const isSwapped = one[y - 1] === other[x - 2] && one[y - 2] === other[x - 1]
      const distance = Math.min(
        (row[x] ?? 0) + 1,
        (next[x - 1] ?? 0) + 1,
        (row[x - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[x - 2] ?? 0) + 1 : Infinity,
      )
      next.push(distance)
      least = Math.min(least, distance)
    }
    if (least > max) return undefined
    ;[before, row] = [row, next]
  }
  const distance = row[other.length] ?? 0
  return distance > max ? undefined : distance
}
