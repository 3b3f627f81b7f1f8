import type { Status } from '../device/statuses.ts'
import { dayMs } from '../lib/time.ts'
import { withoutUndefined } from '../lib/without-undefined.ts'
import {
  characterOwners,
  characters,
  sameHardwareAs,
  type Character,
  type Traits,
} from './characters.ts'
import { sampleName } from './device-names.ts'
import { placeOf, slotOf } from './ownership.ts'
import { personOf, distinctPeople } from './sample-people.ts'
import { namedPostures, posture } from './sample-postures.ts'
import { hash, hex8, pick, scramble } from './random.ts'
import type { RawDevice, RawFields, RawUser } from './raw.ts'

export const maxDevices = 10_000

const second = 1_000
const hour = 3_600 * second

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
  '2.1.7',
  '2.0.4',
  '2.11.0-beta.2',
  ...Array<undefined>(3).fill(undefined),
]

/** First halves of hardware addresses. */
const makers =
  '001B63 0021CC 28CFE9 3C22FB 4851C5 54EE75 6C4008 7C7635 8C8590 A483E7 ACDE48 B8CA3A D4BED9 E4B97A F01898 F8FFC2'.split(
    ' ',
  )

const characterAt = new Map(characters.map((character) => [character.position, character]))
const slotsOfCharacters = new Set(characters.map(({ position }) => slotOf(position)))

/**
 * Makes the devices of a fleet, the same for the same seed, size and time; larger fleets begin with
 * smaller ones.
 */
export function createDevices(options: {
  size: number
  now: number
  seed?: number | undefined
}): RawDevice[] {
  const { size, now, seed = 20_231 } = options
  if (!Number.isInteger(size) || size < 0 || size > maxDevices) {
    throw new RangeError(`The mock makes 0 to ${maxDevices} devices, not ${size}`)
  }
  const iso = (age: number) => new Date(now - age).toISOString()
  const users = new Map<number, RawUser>()

  /** The owner with this number; characters' owners have negative ones. */
  function userOf(owner: number): RawUser {
    const known = users.get(owner)
    if (known) return known
    const fields = owner < 0 ? Object.values(characterOwners).at(owner) : identity(seed, owner)
    const user = { id: uuid(hash(seed, owner, 11), seed, -100 - owner), ...fields }
    users.set(owner, user)
    return user
  }

  return Array.from({ length: size }, (_, index) => {
    const character = characterAt.get(index)
    const slot = slotOf(index)
    const place = placeOf(slot)
    const draw = (salt: number) => hash(seed, slot, salt)
    const traits =
      character ?? randomTraits(draw, sampleName(seed, slot, place.owner, place.ordinal))
    const { name, status, active, sinceConnection, sinceRegistration, appVersion } = traits
    const sinceLast = sinceConnection ?? sinceRegistration
    const lastConnection = sinceConnection === undefined ? undefined : iso(sinceConnection)

    const owner = character ? numberOf(character.owner) : place.owner
    const user = owner === undefined ? undefined : userOf(owner)
    if (user && lastConnection && lastConnection > (user.lastConnection ?? '')) {
      user.lastConnection = lastConnection
    }

    // A re-imaged machine registers again: the owner's next device has the same hardware.
    const isAgain = place.ordinal > 0 && draw(9) % 29 === 0 && !slotsOfCharacters.has(slot - 1)
    const { [index]: twin } = sameHardwareAs
    const hardwareSlot = twin === undefined ? slot - Number(isAgain) : slotOf(twin)

    // Checks run while the device is connected.
    const lastCheck = iso(sinceLast)
    const named = character?.posture && namedPostures[character.posture](lastCheck, index)
    const fields: RawFields = {
      id: uuid(scramble((index ^ seed) >>> 0), seed, index),
      createdAt: iso(sinceRegistration),
      // Not before the last connection, never after now.
      updatedAt: iso(status === 'Online' ? sinceLast : sinceLast * ((draw(7) % 1_024) / 1_024)),
      name,
      active,
      status,
      hardwareId: hardwareId(hash(seed, hardwareSlot, 10) >>> 4),
      lastConnection,
      owner: user,
      posture: character ? named : posture(draw(12), lastCheck),
      appVersion,
    }
    const { owner: renamed, ...others } = fields
    return withoutUndefined({ ...others, user: renamed }) as RawDevice
  })
}

/** The number of a character's owner: from -1 on, counted from the end. */
function numberOf(owner: Character['owner']): number | undefined {
  return owner && Object.keys(characterOwners).indexOf(owner) - Object.keys(characterOwners).length
}

/** The traits of a device of no character; `draw` returns a number for each purpose. */
function randomTraits(draw: (salt: number) => number, name: string): Traits {
  const status = randomStatus(draw(3) % 1_000)
  const sinceConnection = randomConnection(status, draw(5))
  return {
    name,
    status,
    // A few devices contradict their status.
    active: (status !== 'Deactivated') === (draw(4) % 83 !== 0),
    sinceConnection,
    sinceRegistration:
      sinceConnection === undefined
        ? spread(draw(6), hour, 9)
        : sinceConnection + spread(draw(6), dayMs / 8, 13),
    appVersion: pick(appVersions, draw(8)),
  }
}

function randomStatus(share: number): Status {
  if (share < 350) return 'Online'
  if (share < 820) return 'Offline'
  return share < 970 ? 'Deactivated' : 'Unauthorized'
}

function randomConnection(status: Status, chooser: number): number | undefined {
  switch (status) {
    case 'Online':
      return chooser % (180 * second)
    case 'Offline':
      return chooser % 13 === 0 ? undefined : spread(chooser, 300 * second, 15)
    case 'Unauthorized':
      return spread(chooser, hour, 9)
    default:
      return chooser % 17 === 0 ? undefined : spread(chooser, dayMs, 9)
  }
}

/** A number from `min` to `min` × 2 ** `doublings`, small ones as likely as large ones. */
function spread(chooser: number, min: number, doublings: number): number {
  const base = min * 2 ** (chooser % doublings)
  return Math.floor(base + (base * (chooser >>> 12)) / 2 ** 20)
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

/** A UUID of version 4 (RFC 9562) that starts with the digits of `first`. */
function uuid(first: number, seed: number, number: number): string {
  const [a, b, c] = [20, 21, 22].map((salt) => hex8(hash(seed, number, salt)))
  const variant = pick(['8', '9', 'a', 'b'], hash(seed, number, 23))
  return `${hex8(first)}-${a?.slice(0, 4)}-4${a?.slice(5)}-${variant}${b?.slice(0, 3)}-${b?.slice(4)}${c}`
}

function hardwareId(address: number): string {
  const low = (address & 0xffffff).toString(16).toUpperCase().padStart(6, '0')
  return `MAC-${makers[address >>> 24] ?? ''}${low}`
}
