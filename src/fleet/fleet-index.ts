import type { Device } from '../api/device.ts'
import type { SortEntry } from '../api/sort.ts'
import { createColumnStore } from './column-store.ts'
import { fieldCounters, readFacets, startCounts, type FacetCounts } from './facets.ts'
import {
  bestPeople,
  bestRows,
  nameRanks,
  type FindQuery,
  type Found,
  type Match,
} from './finding.ts'
import { compileTerms } from './matching.ts'
import { byNumber } from './ordering.ts'
import { findPeople, sumUpPeople, type PeoplePage, type PeopleQuery } from './people.ts'
import { countPostures } from './posture-column.ts'
import { summarizePostures, type PostureSummary } from './posture-summary.ts'
import { parseQuery } from '../query/query.ts'
import type { FleetPage, FleetQuery } from './requests.ts'
import type { Term } from '../query/terms.ts'
import { grown } from './grown.ts'

/** The pass and place at which devices were read. */
export interface AddOptions {
  /** Number of the pass that met them. */
  pass?: number
  /** 0-based place of the first device in the server's list; the others follow. */
  place?: number
}

/** The posture of one device, read by itself. */
export interface ReadPosture {
  id: string
  /** `undefined` for a device that has none. */
  posture: unknown
}

/** The postures of the snapshot, and how they were read. */
export interface FleetPostures extends PostureSummary {
  /** Devices that were read one by one, because the list has no posture. */
  readSingly: number
  /** Devices that have no posture in the list and weren't read one by one. */
  unread: number
}

/** The snapshot in memory: compact, searchable, without a clock or network of its own. */
export interface FleetIndex {
  size: () => number
  /** Adds devices; a known one is replaced unless it was read later. Returns `size`. */
  add(devices: readonly Device[], options?: AddOptions): number
  /** Replaces one device by newer data. Returns `size`. */
  patch(device: Device, pass?: number): number
  remove(id: string): number
  /**
   * Adds postures that the API's list doesn't have. They stay when the list is read again without
   * them. Returns `size`.
   */
  addPostures(read: readonly ReadPosture[]): number
  /** IDs of the devices that have no posture in the list and weren't read by themselves. */
  unreadPostures(): string[]
  /** Removes devices that no pass since number `pass` has met. Returns `size`. */
  dropBefore(pass: number): number
  query(query: FleetQuery): FleetPage
  /** Finds the devices and people that a text names best. */
  find(query: FindQuery): Found
  /** Numbers of matching devices, one for each search; `now` is in ms since epoch. */
  count(searches: readonly (readonly Term[])[], now: number): number[]
  /** Distinct app versions, in no particular order. */
  versions(): string[]
  people(query: PeopleQuery): PeoplePage
  /** Counts what the postures of all devices say. */
  postures(): FleetPostures
  /** Devices that match, in the order of `sort`, or devices by ID, in the order given and without unknown ones. */
  devicesOf(
    wanted: { terms: readonly Term[]; sort?: readonly SortEntry[] } | { ids: readonly string[] },
    now: number,
  ): Device[]
}

/** Number of orders cached for the next page of a result. */
const mostOrdersKept = 12
const nowhere = 2 ** 32 - 1

/** Makes an empty index. */
export function createFleetIndex(): FleetIndex {
  const store = createColumnStore()
  const { columns } = store
  const ids = columns.id.dictionary
  let alive = new Uint8Array(0)
  let places = new Uint32Array(0)
  let lastPasses = new Uint32Array(0)
  let sharers = new Uint32Array(0)
  /** 1 for rows whose posture was read by itself. */
  let readSingly = new Uint8Array(0)
  let size = 0
  const orders = new Map<string, Uint32Array>()
  let people: ReturnType<typeof sumUpPeople> | undefined

  function share(row: number, difference: number): void {
    const code = columns.hardwareId.codes()[row] ?? 0
    if (code >= sharers.length) sharers = grown(sharers, code, Uint32Array)
    if (code > 0) sharers[code] = (sharers[code] ?? 0) + difference
  }

  function write(device: Device): number {
    const known = ids.find(device.id)
    if (known !== undefined && alive[known] === 1) share(known, -1)
    else size += 1
    const isWithout = device.posture === undefined && known !== undefined && readSingly[known] === 1
    const row = store.write(isWithout ? { ...device, posture: columns.posture.get(known) } : device)
    if (row >= alive.length) {
      alive = grown(alive, row, Uint8Array)
      places = grown(places, row, Uint32Array)
      lastPasses = grown(lastPasses, row, Uint32Array)
      readSingly = grown(readSingly, row, Uint8Array)
    }
    if (alive[row] !== 1) places[row] = nowhere
    alive[row] = 1
    share(row, 1)
    orders.clear()
    people = undefined
    return row
  }

  function removeRow(row: number): void {
    if (alive[row] !== 1) return
    alive[row] = 0
    readSingly[row] = 0
    share(row, -1)
    size -= 1
    orders.clear()
    people = undefined
  }

  function ordered(sort: readonly SortEntry[]): Uint32Array {
    const key = sort.map(({ field, descending }) => `${field} ${descending}`).join()
    const kept = orders.get(key)
    if (kept) return kept
    const made = sort.length > 0 ? sortedBy(sort) : byNumber(byId(), places, false)
    orders.set(key, made)
    const [oldest] = orders.keys()
    if (orders.size > mostOrdersKept && oldest !== undefined) orders.delete(oldest)
    return made
  }

  function sortedBy(sort: readonly SortEntry[]): Uint32Array {
    let rows = byId()
    // The least significant key comes first: each sort keeps the order of equal rows.
    for (const { field, descending } of sort.toReversed()) {
      rows = columns[field].order(rows, descending)
    }
    return rows
  }

  function byId(): Uint32Array {
    const kept = orders.get('by id')
    if (kept) return kept
    const rows = new Uint32Array(size)
    let length = 0
    for (let row = 1; row < ids.texts.length; row += 1) {
      if (alive[row] === 1) {
        rows[length] = row
        length += 1
      }
    }
    const made = columns.id.order(rows, false)
    orders.set('by id', made)
    return made
  }

  function unreadRows(): Uint32Array {
    const codes = columns.posture.codes()
    return ordered([]).filter((row) => codes[row] === 0 && readSingly[row] !== 1)
  }

  /** Returns 1 for each row that matches; rows are visited in memory order, which is the fastest. */
  function matchRows(terms: readonly Term[], now: number, counts?: FacetCounts): Uint8Array {
    const matcher = compileTerms(terms, store, sharers, now)
    const counters = counts ? fieldCounters(counts, columns) : []
    const matched = new Uint8Array(alive.length)
    for (let row = 1; row < ids.texts.length; row += 1) {
      if (alive[row] !== 1 || !matcher.holds(row)) continue
      const failing = matcher.failing(row)
      // No single other value would show a row that fails two fields.
      if ((failing & (failing - 1)) !== 0 || !matcher.hasWords(row)) continue
      if (failing === 0) matched[row] = 1
      if (failing === 0) for (const count of counters) count(row)
      else counters[31 - Math.clz32(failing)]?.(row)
    }
    return matched
  }

  /** Reads one page of the matching rows. */
  function readRows(
    matched: Uint8Array,
    sort: readonly SortEntry[],
    offset: number,
    limit: number,
  ): Device[] {
    const devices: Device[] = []
    if (limit <= 0) return devices
    let skipped = 0
    for (const row of ordered(sort)) {
      if (matched[row] !== 1) continue
      if (skipped < offset) skipped += 1
      else if (devices.push(store.read(row)) >= limit) break
    }
    return devices
  }

  return {
    size: () => size,
    add(devices, { pass = 0, place } = {}) {
      for (const [position, device] of devices.entries()) {
        const known = ids.find(device.id)
        const isNewer =
          known === undefined || alive[known] !== 1 || device.readAt >= store.readAt(known)
        const row = isNewer ? write(device) : known
        lastPasses[row] = pass
        if (place !== undefined) places[row] = place + position
      }
      return size
    },
    patch(device, pass = 0) {
      const row = write(device)
      lastPasses[row] = Math.max(lastPasses[row] ?? 0, pass)
      return size
    },
    remove(id) {
      const row = ids.find(id)
      if (row !== undefined) removeRow(row)
      return size
    },
    addPostures(read) {
      for (const { id, posture } of read) {
        const row = ids.find(id)
        if (row === undefined || alive[row] !== 1) continue
        columns.posture.set(row, posture)
        readSingly[row] = 1
      }
      orders.clear()
      people = undefined
      return size
    },
    unreadPostures: () => Array.from(unreadRows(), (row) => ids.texts[row] ?? ''),
    dropBefore(pass) {
      for (let row = 1; row < ids.texts.length; row += 1) {
        if ((lastPasses[row] ?? 0) < pass) removeRow(row)
      }
      // Ranks are made now, so that the first sorted search doesn't wait for them.
      for (const column of Object.values(columns)) column.order(new Uint32Array(0), false)
      return size
    },
    query({ terms, now, sort, offset, limit }) {
      const counts = startCounts(columns)
      const matched = matchRows(terms, now, counts)
      const hardware = columns.hardwareId.codes()
      const { lastConnection } = columns
      let total = 0
      for (let row = matched.indexOf(1); row > 0; row = matched.indexOf(1, row + 1)) {
        total += 1
        if (lastConnection.isAbsent(row)) counts.neverConnected += 1
        if ((sharers[hardware[row] ?? 0] ?? 0) > 1) counts.duplicates += 1
      }
      const devices = readRows(matched, sort, offset, limit)
      return { devices, total, facets: readFacets(counts, columns) }
    },
    find({ text, now, mostDevices, mostPeople }) {
      const { terms } = parseQuery(text)
      const devices = bestRows(matchRows(terms, now), text, store, mostDevices)
      const isOnlyWords = terms.every(({ kind, negated }) => kind === 'word' && !negated)
      people ??= sumUpPeople(columns, byId())
      const words = terms.flatMap((term) => (term.kind === 'word' ? [term.text] : []))
      const persons = bestPeople(isOnlyWords ? people : [], text, words, mostPeople)
      const ofDevices = devices.rows.map(({ row, rank }): Match => ({
        rank,
        device: store.read(row),
      }))
      const matches = nameRanks.flatMap((rank) => {
        const inRank = (match: { rank: string }) => match.rank === rank
        const [first, second] =
          rank === 'exact' ? [ofDevices, persons.people] : [persons.people, ofDevices]
        return [...first.filter(inRank), ...second.filter(inRank)]
      })
      return { matches, total: devices.total + persons.total }
    },
    count: (searches, now) =>
      searches.map((terms) => {
        const matcher = compileTerms(terms, store, sharers, now)
        let total = 0
        for (let row = 1; row < ids.texts.length; row += 1) {
          if (alive[row] !== 1 || !matcher.holds(row)) continue
          if (matcher.failing(row) === 0 && matcher.hasWords(row)) total += 1
        }
        return total
      }),
    versions() {
      const codes = columns.appVersion.codes()
      const used = new Set<number>()
      for (let row = 1; row < ids.texts.length; row += 1) {
        if (alive[row] === 1) used.add(codes[row] ?? 0)
      }
      used.delete(0)
      return [...used].map((code) => columns.appVersion.dictionary.texts[code] ?? '')
    },
    people(query) {
      people ??= sumUpPeople(columns, byId())
      return findPeople(people, query)
    },
    postures: () => ({
      ...summarizePostures(countPostures(columns.posture, byId())),
      readSingly: byId().filter((row) => readSingly[row] === 1).length,
      unread: unreadRows().length,
    }),
    devicesOf(wanted, now) {
      if ('terms' in wanted) {
        return readRows(
          matchRows(wanted.terms, now),
          wanted.sort ?? [],
          0,
          Number.POSITIVE_INFINITY,
        )
      }
      const devices: Device[] = []
      for (const id of wanted.ids) {
        const row = ids.find(id)
        if (row !== undefined && alive[row] === 1) {
          devices.push(store.read(row))
        }
      }
      return devices
    },
  }
}
