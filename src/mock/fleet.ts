import type { ServerSortField } from '../api/sort.ts'
import { withoutUndefined } from '../lib/without-undefined.ts'
import { characterOwners, characters, type Character } from './characters.ts'
import { deviceName, personOf } from './device-names.ts'
import { indexOfSlot, ownerOf, placeOf, slotOf } from './ownership.ts'
import { distinctPeople } from './people.ts'
import { checksByName, detailed, oddPosture, posture } from './posture.ts'
import { hash, hex8, pick, scramble, unscramble } from './random.ts'
import { rawStatuses, type RawDevice, type RawFields, type RawStatus, type RawUser } from './raw.ts'

/** A fleet whose devices are computed from an index, so that its size costs no memory. */
export interface Fleet {
  readonly size: number
  /** The device at a 0-based index of the unsorted list, below `size`. */
  device(index: number): RawDevice
  /** The index of an ID; `undefined` when no device has it. */
  indexOf(id: string): number | undefined
  name(index: number): string
  /** A whole number below 2 ** 33 by which `list` sorts a field; 0 for absent values. */
  order(field: Exclude<ServerSortField, 'name'>, index: number): number
  /** The order of a time in ticks. */
  orderOfTime(ticks: number): number
}

/** Times are whole multiples of this many milliseconds, so that they fit `order`. */
export const tickMs = 50
const ticksADay = (24 * 60 * 60 * 1000) / tickMs
const ticksASecond = 1000 / tickMs
/** Earlier than any time of a fleet: 6.8 years ago. */
const historyTicks = 2 ** 32

/** Repetition weights them. Servers sort them as texts: 2.10 before 2.4. */
const appVersions = [
  ...Array<string>(34).fill('2.10.1'),
  ...Array<string>(18).fill('2.10.0'),
  ...Array<string>(14).fill('2.9.4'),
  ...Array<string>(9).fill('2.8.0'),
  ...Array<string>(7).fill('2.7.12'),
  ...Array<string>(5).fill('2.6.1'),
  ...Array<string>(4).fill('2.5.3'),
  ...Array<string>(3).fill('2.4.0'),
  ...Array<string>(1).fill('2.1.7'),
  ...Array<string>(1).fill('2.0.4'),
  ...Array<string>(1).fill('2.11.0-beta.2'),
  ...Array<undefined>(3).fill(undefined),
] as [string | undefined, ...(string | undefined)[]]
const versionsInOrder = [
  ...new Set(appVersions.filter((version) => version !== undefined)),
].toSorted()

/** First halves of hardware addresses, in order. */
const makers =
  '001B63 0021CC 28CFE9 3C22FB 4851C5 54EE75 6C4008 7C7635 8C8590 A483E7 ACDE48 B8CA3A D4BED9 E4B97A F01898 F8FFC2'.split(
    ' ',
  )

const characterAt: (Character | undefined)[] = []
for (const character of characters) characterAt[character.position] = character

/**
 * Makes a fleet. Its times count back from `now` (ms since epoch). The same seed, size and time give
 * the same fleet.
 */
export function createFleet(options: { size: number; now: number; seed?: number }): Fleet {
  const { size, seed = 20_231 } = options
  if (!Number.isInteger(size) || size < 0 || size > 2 ** 20) {
    throw new RangeError(`A fleet has 0 to ${2 ** 20} devices, not ${size}`)
  }
  const nowTicks = Math.floor(options.now / tickMs)
  const orderOfTime = (ticks: number) => ticks - nowTicks + historyTicks

  const idAt = (index: number) => uuid(scramble((index ^ seed) >>> 0), seed, index)

  function statusAt(index: number): RawStatus {
    const character = characterAt[index]
    if (character) return character.status
    const share = hash(seed, slotOf(index), 3) % 1000
    if (share < 350) return 'Online'
    if (share < 820) return 'Offline'
    return share < 970 ? 'Deactivated' : 'Unauthorized'
  }

  function activeAt(index: number): boolean {
    const agreeing = statusAt(index) !== 'Deactivated'
    const character = characterAt[index]
    if (character) return character.active ?? agreeing
    return hash(seed, slotOf(index), 4) % 83 === 0 ? !agreeing : agreeing
  }

  /** Ticks since the last connection; `undefined` when there was none. */
  function lastAge(index: number): number | undefined {
    const character = characterAt[index]
    if (character) {
      const { secondsSinceConnection: seconds } = character
      return seconds === undefined ? undefined : seconds * ticksASecond
    }
    const chooser = hash(seed, slotOf(index), 5)
    switch (statusAt(index)) {
      case 'Online':
        return chooser % (180 * ticksASecond)
      case 'Offline':
        return chooser % 13 === 0 ? undefined : spread(chooser, 300 * ticksASecond, 15)
      case 'Unauthorized':
        return spread(chooser, 3_600 * ticksASecond, 9)
      case 'Deactivated':
        return chooser % 17 === 0 ? undefined : spread(chooser, ticksADay, 9)
    }
  }

  /** Ticks since the registration, at least `lastAge`. */
  function createdAge(index: number): number {
    const character = characterAt[index]
    if (character) return character.daysSinceRegistration * ticksADay
    const chooser = hash(seed, slotOf(index), 6)
    const connected = lastAge(index)
    if (connected === undefined) return spread(chooser, 3_600 * ticksASecond, 9)
    return connected + spread(chooser, ticksADay / 8, 13)
  }

  /** Ticks since the record changed: not before the registration, never after now. */
  function updatedAge(index: number): number {
    const latest = lastAge(index) ?? createdAge(index)
    if (statusAt(index) === 'Online') return latest
    return Math.floor((latest * (hash(seed, slotOf(index), 7) % 1024)) / 1024)
  }

  function versionAt(index: number): string | undefined {
    const character = characterAt[index]
    if (character) return character.appVersion
    return pick(appVersions, hash(seed, slotOf(index), 8))
  }

  /** 28 bits: the index in `makers`, then 24 bits. */
  function hardwareAt(index: number): number {
    const shared = characterAt[index]?.sameHardwareAs
    if (shared !== undefined) return hardwareAt(shared)
    const slot = slotOf(index)
    // A re-imaged machine registers again: the owner's next device has the same hardware.
    const again =
      placeOf(slot).ordinal > 0 &&
      hash(seed, slot, 9) % 29 === 0 &&
      !characterAt[indexOfSlot(slot - 1)]
    return hash(seed, again ? slot - 1 : slot, 10) >>> 4
  }

  function nameAt(index: number): string {
    const character = characterAt[index]
    if (character) return character.name
    const slot = slotOf(index)
    return deviceName(seed, slot, ownerOf(slot), placeOf(slot).ordinal)
  }

  function userAt(index: number): RawUser | undefined {
    const character = characterAt[index]
    if (character?.owner) {
      const theirs = characters.filter(({ owner }) => owner === character.owner)
      const number = Object.keys(characterOwners).indexOf(character.owner)
      return {
        id: uuid(scramble(0xfffffff0 + number), seed, -1 - number),
        ...lastOf(theirs.map(({ position }) => position)),
        ...characterOwners[character.owner],
      }
    }
    const slot = slotOf(index)
    const owner = ownerOf(slot)
    if (character || owner < 0) return undefined
    const { ordinal, count } = placeOf(slot)
    const theirs = Array.from({ length: count }, (_, place) => indexOfSlot(slot - ordinal + place))
    return {
      id: uuid(hash(seed, owner, 11), seed, -100 - owner),
      ...lastOf(theirs.filter((other) => other < size && !characterAt[other])),
      ...identity(seed, owner),
    }
  }

  function lastOf(indexes: number[]): { lastConnection?: string } {
    const ages = indexes.map(lastAge).filter((age) => age !== undefined)
    const min = ages.reduce((before, age) => Math.min(before, age), Infinity)
    return ages.length === 0 ? {} : { lastConnection: iso(nowTicks - min) }
  }

  function postureAt(index: number): unknown {
    const chooser = hash(seed, slotOf(index), 12)
    const character = characterAt[index]
    // Checks run while the device is connected.
    const lastCheck = iso(nowTicks - (lastAge(index) ?? createdAge(index)))
    if (!character) return posture(chooser, lastCheck)
    switch (character.posture) {
      case 'compliant':
        return { compliant: true, lastCheck }
      case 'not compliant':
        return { compliant: false, lastCheck }
      case 'all passed':
        return detailed(1, lastCheck, true)
      case 'firewall off':
        return detailed(1, lastCheck, false)
      case 'by name':
        return checksByName(lastCheck)
      case 'odd':
        return oddPosture(index, lastCheck)
      case undefined:
        return undefined
    }
  }

  /** Every field of the device. */
  function valuesAt(index: number): RawFields {
    const connected = lastAge(index)
    return {
      id: idAt(index),
      createdAt: iso(nowTicks - createdAge(index)),
      updatedAt: iso(nowTicks - updatedAge(index)),
      name: nameAt(index),
      active: activeAt(index),
      status: statusAt(index),
      hardwareId: hardwareId(hardwareAt(index)),
      lastConnection: connected === undefined ? undefined : iso(nowTicks - connected),
      owner: userAt(index),
      posture: postureAt(index),
      appVersion: versionAt(index),
    }
  }

  return {
    size,
    name: nameAt,
    orderOfTime,
    indexOf(id) {
      const index = (unscramble(Number.parseInt(id.slice(0, 8), 16)) ^ seed) >>> 0
      return index < size && idAt(index) === id.toLowerCase() ? index : undefined
    },
    device(index) {
      const { owner: user, ...fields } = valuesAt(index)
      return withoutUndefined({ ...fields, user }) as RawDevice
    },
    order(field, index) {
      switch (field) {
        case 'id':
          return scramble((index ^ seed) >>> 0)
        case 'status':
          return rawStatuses.indexOf(statusAt(index))
        case 'active':
          return Number(activeAt(index))
        case 'hardwareId':
          return hardwareAt(index)
        case 'appVersion':
          return versionsInOrder.indexOf(versionAt(index) ?? '') + 1
        case 'createdAt':
          return orderOfTime(nowTicks - createdAge(index))
        case 'updatedAt':
          return orderOfTime(nowTicks - updatedAge(index))
        case 'lastConnection': {
          const connected = lastAge(index)
          return connected === undefined ? 0 : orderOfTime(nowTicks - connected)
        }
      }
    },
  }
}

/** The fields of an owner besides the ID: usually all, sometimes some or none. */
function identity(seed: number, owner: number): Partial<RawUser> {
  const { firstName, lastName, latinFirst, latinLast } = personOf(owner)
  const share = hash(seed, owner, 13) % 100
  if (share < 2) return {}
  const namesakes = Math.floor(owner / distinctPeople)
  const host = share < 92 ? 'harbor.example' : 'partner.example'
  const email = `${latinFirst}.${latinLast}${namesakes === 0 ? '' : namesakes + 1}@${host}`
  if (share < 4) return { email }
  if (share < 6) return { firstName, lastName }
  return { email, firstName, lastName }
}

/** A number of ticks from `least` to `least` × 2 ** `doublings`, small ones as likely as large ones. */
function spread(chooser: number, least: number, doublings: number): number {
  const base = least * 2 ** (chooser % doublings)
  return Math.floor(base + (base * (chooser >>> 12)) / 2 ** 20)
}

/** A UUID of version 4 (RFC 9562) that starts with the digits of `first`. */
function uuid(first: number, seed: number, index: number): string {
  const [second, third, fourth] = [20, 21, 22].map((salt) => hex8(hash(seed, index, salt)))
  const variant = pick(['8', '9', 'a', 'b'], hash(seed, index, 23))
  return `${hex8(first)}-${second?.slice(0, 4)}-4${second?.slice(5)}-${variant}${third?.slice(0, 3)}-${third?.slice(4)}${fourth}`
}

function hardwareId(address: number): string {
  const low = (address & 0xffffff).toString(16).toUpperCase().padStart(6, '0')
  return `MAC-${makers[address >>> 24] ?? ''}${low}`
}

function iso(ticks: number): string {
  return new Date(ticks * tickMs).toISOString()
}
