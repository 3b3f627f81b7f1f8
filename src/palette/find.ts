import { isDeviceId, type Device } from '../api/device.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { parseQuery, termOf } from '../fleet/query.ts'
import { fold } from '../lib/fold.ts'
import { deviceEntry, personEntry, type Entry } from './entries.ts'

/** What the snapshot holds of a text. */
export interface Found {
  /** Devices of exactly this ID, hardware ID or name. */
  exact: Entry[]
  /** Other devices and people, by how well their names match. */
  others: Entry[]
  /** Number of matching devices and people, of which the first are listed. */
  total: number
}

const mostDevices = 8
const mostPeople = 4
/** Read to rank by name what matches in any field. */
const mostRanked = 100

/** Finds devices and people in the snapshot. */
export async function find(fleet: Fleet, text: string, signal: AbortSignal): Promise<Found> {
  const all = { sort: [], offset: 0, signal }
  const words = parsePeopleSearch(text).words
  const [byId, byHardware, matching, people] = await Promise.all([
    isDeviceId(text) ? fleet.byId([text]) : [],
    fleet.search({ ...all, terms: [termOf('hardware', text)], limit: mostDevices }),
    fleet.search({ ...all, terms: parseQuery(text).terms, limit: mostRanked }),
    fleet.people({
      words,
      conditions: [],
      sort: [{ field: 'name', descending: false }],
      offset: 0,
      limit: mostPeople,
      // Without a condition on it, the limit plays no part.
      deviceLimit: 1,
      signal,
    }),
  ])
  const ranked = matching.devices.toSorted((one, other) => rank(one, text) - rank(other, text))
  const exact = unique([
    ...byId,
    ...byHardware.devices.filter(({ hardwareId }) => isSame(hardwareId, text)),
    ...ranked.filter(({ name }) => isSame(name, text)),
  ])
  const known = new Set(exact.map(({ id }) => id))
  const rest = ranked.filter(({ id }) => !known.has(id)).slice(0, mostDevices)
  return {
    exact: exact.map(deviceEntry),
    others: [
      ...rest.map(deviceEntry),
      ...people.people.flatMap((person) => personEntry(person) ?? []),
    ],
    total: Math.max(matching.total, exact.length) + people.total,
  }
}

/** 0 for a name that begins with the text, 1 for one that holds it, 2 for a match elsewhere. */
function rank({ name }: Device, text: string): number {
  const place = fold(name).indexOf(fold(text))
  return place < 0 ? 2 : Math.min(place, 1)
}

function isSame(value: string | undefined, text: string): boolean {
  return value !== undefined && fold(value) === fold(text)
}

function unique(devices: readonly Device[]): Device[] {
  return [...new Map(devices.map((device) => [device.id, device])).values()].slice(0, mostDevices)
}
