import type { Device } from '../../api/device.ts'
import type { SortEntry } from '../../device/fields.ts'
import { compileTerms } from '../../query/match.ts'
import { parseQuery } from '../../query/query.ts'
import { facetFields } from '../../query/terms.ts'
import { toSearchable, type Searchable } from '../../query/searchable.ts'
import { createGroupings, joinGroups, leaveGroups, readFacets, resetCounts } from './facets.ts'
import { exactTest, findBest, type FindQuery, type Found } from './best-matches.ts'
import { sortDevices } from './ordering.ts'
import { createOrders, type Row } from './orders.ts'
import {
  aggregatePeople,
  findPeople,
  type PeoplePage,
  type PeopleQuery,
  type Person,
} from './people.ts'
import { countPostures, summarizePostures, type PostureSummary } from './posture-summary.ts'
import { parsePeopleSearch } from '../people-search.ts'
import type { FleetPage, FleetQuery } from '../requests.ts'
import { shareValues, type ShareValues } from './shared-values.ts'

export interface ReadPosture {
  id: string
  /** `undefined` for a device that has none. */
  posture: unknown
}

export interface FleetPostures extends PostureSummary {
  /** Devices that were read one by one, because the list has no posture. */
  readSingly: number
  /** Devices that have no posture in the list and weren't read one by one. */
  unread: number
}

/** The snapshot in memory: plain devices, searchable, without a network of its own. */
export type FleetIndex = ReturnType<typeof createFleetIndex>

/** Makes an empty index. */
export function createFleetIndex(now = Date.now()) {
  /** Ages are counted from here (ms since epoch). */
  let time = now
  const rows = new Map<string, Row>()
  const groupings = createGroupings()
  const orders = createOrders(rows)
  let reading = { pass: 0, share: shareValues() }
  let people: readonly Person[] | undefined
  let revision = 0

  function changed(): number {
    revision += 1
    orders.expire()
    people = undefined
    return rows.size
  }

  function write(device: Device, share: ShareValues): Row {
    const known = rows.get(device.id)
    const keepsPosture = device.posture === undefined && known?.isReadSingly === true
    const searchable = share(keepsPosture ? { ...device, posture: known.device.posture } : device)
    if (known) leaveGroups(groupings, known.groups)
    const groups = joinGroups(groupings, searchable)
    // The same object, so that expired orders still hold it.
    const row = Object.assign(known ?? newRow(), searchable, { groups })
    rows.set(device.id, row)
    return row
  }

  /** Holds a device, unless it was read later before. */
  function put(device: Device, share: ShareValues): Row {
    const known = rows.get(device.id)
    return known && device.readAt < known.device.readAt ? known : write(device, share)
  }

  function removeRow(row: Row): void {
    rows.delete(row.device.id)
    leaveGroups(groupings, row.groups)
  }

  const isDuplicate = ({ groups: { hardware } }: Row) =>
    hardware.key !== undefined && hardware.devices > 1
  const hasOwner = (key: string) => groupings.owner.get(key) !== undefined
  const compile = (q: string) =>
    compileTerms(parseQuery(q).terms, { now: time, isDuplicate, hasOwner })

  /** The rows marked as found by a search, in the order of a sort. */
  function page(
    search: object,
    sort: readonly SortEntry[],
    offset: number,
    limit: number,
  ): Device[] {
    const devices: Device[] = []
    let skipped = 0
    if (limit > 0) {
      for (const row of orders.by(sort)) {
        if (row.foundBy !== search) continue
        if (skipped < offset) skipped += 1
        else if (devices.push(row.device) >= limit) break
      }
    }
    return devices
  }

  const everyone = () => (people ??= aggregatePeople(rows.values()))
  const peopleOf = (query: PeopleQuery) =>
    findPeople(everyone(), parsePeopleSearch(query.q), query, time)

  const unread = () =>
    orders
      .by([])
      .filter(({ device, isReadSingly }) => device.posture === undefined && !isReadSingly)

  return {
    size: () => rows.size,
    /** All devices, in the API's order. */
    rows: () => orders.by([]),
    /** Sorts what is about devices, which may be gone, by their fields; without a sort, the order stays. */
    sortByDevice<T extends { device: Device }>(
      items: readonly T[],
      sort: readonly SortEntry[],
    ): readonly T[] {
      if (sort.length === 0) return items
      const searchable = items.map((item) => ({
        ...(rows.get(item.device.id) ?? toSearchable(item.device)),
        item,
      }))
      return sortDevices(searchable, sort).map(({ item }) => item)
    },
    revision: () => revision,
    /** Counts ages from this time on (ms since epoch). */
    countFrom(next: number): void {
      time = next
    },
    /**
     * Adds devices, from the 0-based `place` on in the server's list; a known one is replaced unless it
     * was read later. Returns `size`.
     */
    add(
      devices: readonly Device[],
      { pass = 0, place }: { pass?: number; place?: number } = {},
    ): number {
      if (pass > reading.pass) reading = { pass, share: shareValues() }
      for (const [position, device] of devices.entries()) {
        const row = put(device, reading.share)
        row.pass = pass
        if (place !== undefined) row.place = place + position
      }
      return changed()
    },
    /** Replaces one device by newer data. Returns `size`. */
    patch(device: Device, pass = 0): number {
      const row = put(device, shareValues())
      row.pass = Math.max(row.pass, pass)
      return changed()
    },
    remove(id: string): number {
      const row = rows.get(id)
      if (row) removeRow(row)
      return changed()
    },
    /** Adds postures that the API's list doesn't have, and may not drop when it is read again. Returns `size`. */
    addPostures(read: readonly ReadPosture[]): number {
      for (const { id, posture } of read) {
        const row = rows.get(id)
        if (row) write({ ...row.device, posture }, reading.share).isReadSingly = true
      }
      return changed()
    },
    /** IDs of the devices that have no posture in the list and weren't read by themselves. */
    unreadPostures: () => unread().map(({ device }) => device.id),
    /** Removes devices that no pass since number `pass` has met. Returns `size`. */
    dropBefore(pass: number): number {
      for (const row of rows.values()) if (row.pass < pass) removeRow(row)
      changed()
      // Nothing that was read before may stay.
      reading = { ...reading, share: shareValues() }
      orders.prune()
      // Texts take longest to sort, and finding needs the names in order, so it needn't wait for that.
      orders.by(byName)
      return rows.size
    },
    query({ q, sort = [], offset = 0, limit = 0 }: FleetQuery): FleetPage {
      const { judge } = compile(q)
      resetCounts(groupings)
      const search = {}
      let total = 0
      let neverConnected = 0
      let duplicates = 0
      // In the order of memory, which is much faster than that of a sort.
      for (const row of rows.values()) {
        const verdict = judge(row)
        if (verdict === undefined) continue
        if (verdict !== 'all') {
          row.groups[verdict].counted += 1
          continue
        }
        for (const field of facetFields) row.groups[field].counted += 1
        row.foundBy = search
        total += 1
        if (row.device.lastConnection === undefined) neverConnected += 1
        if (isDuplicate(row)) duplicates += 1
      }
      const facets = { ...readFacets(groupings), neverConnected, duplicates }
      return { devices: page(search, sort, offset, limit), total, facets }
    },
    find(query: FindQuery): Found {
      const { matches } = compile(query.text)
      // The words of a hardware ID need not be those of the device's spelling.
      const isExact = exactTest(query.text)
      const found = orders.by(byName).filter((row) => matches(row) || isExact(row))
      return findBest(query, found, everyone())
    },
    /** Numbers of devices by search, then of people, all of one moment. */
    count: (searches: readonly string[], ofPeople: readonly PeopleQuery[] = []): number[] => [
      ...searches.map((q) => {
        const { matches } = compile(q)
        let total = 0
        for (const row of rows.values()) if (matches(row)) total += 1
        return total
      }),
      ...ofPeople.map((query) => peopleOf(query).total),
    ],
    versions: (): string[] =>
      [...groupings.version.all()].flatMap(({ key, label }) => (key === undefined ? [] : [label])),
    people: (query: PeopleQuery): PeoplePage => ({
      ...peopleOf(query),
      devicesWithoutOwner: groupings.owner.get(undefined)?.devices ?? 0,
    }),
    postures: (): FleetPostures => ({
      ...summarizePostures(countPostures(orders.by([]))),
      readSingly: orders.by([]).filter(({ isReadSingly }) => isReadSingly).length,
      unread: unread().length,
    }),
    /** Devices that match, in the order of `sort`, or else the API's. */
    matching: (q: string, sort: readonly SortEntry[] = []): Device[] =>
      orders
        .by(sort)
        .filter(compile(q).matches)
        .map(({ device }) => device),
    /** The devices of people, by their `ownerKey`, in the API's order. */
    ofOwners(keys: readonly string[]): Device[] {
      const wanted = new Set<string | undefined>(keys)
      const isTheirs = ({ ownerKey }: Row) => wanted.has(ownerKey)
      return orders
        .by([])
        .filter(isTheirs)
        .map(({ device }) => device)
    },
    /** Devices by ID in the order given, without unknown ones. */
    byId: (ids: readonly string[]): Device[] => ids.flatMap((id) => rows.get(id)?.device ?? []),
  }
}

function newRow(): Omit<Row, keyof Searchable | 'groups'> {
  return { place: Number.POSITIVE_INFINITY, pass: 0, isReadSingly: false, foundBy: undefined }
}

const byName: readonly SortEntry[] = [{ field: 'name', descending: false }]
