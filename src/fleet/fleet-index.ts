import type { Device } from '../api/device.ts'
import type { SortEntry } from '../api/sort.ts'
import { fold } from '../lib/fold.ts'
import { createColumns, ownerLabel } from './columns.ts'
import { countField, onlyField, readFacets, startCounts } from './facets.ts'
import { compileTerms, facetFields } from './matching.ts'
import { byNumber, orderRows } from './ordering.ts'
import type { FleetPage, FleetQuery, OwnerMatch } from './requests.ts'
import type { Term } from './terms.ts'
import { grown } from './time-column.ts'

/** Where and when devices were read. */
export interface AddOptions {
  /** When they were asked for, ms since epoch: what is known since is newer. */
  askedAt?: number
  /** Number of the walk that met them. */
  walk?: number
  /** 0-based place of the first one in the server's list; the others follow it. */
  place?: number
}

/** The copy of the fleet: compact, searchable, without any clock or network of its own. */
export interface FleetIndex {
  size: () => number
  /** Takes devices in; one that is there is written over, unless something newer was patched. Returns `size`. */
  add(devices: readonly Device[], options?: AddOptions): number
  /** Takes in what was learnt at `at` (ms since epoch). Returns `size`. */
  patch(device: Device, at?: number, walk?: number): number
  remove(id: string): number
  /** Removes what no walk from number `walk` on has met. Returns `size`. */
  dropBefore(walk: number): number
  query(query: FleetQuery): FleetPage
  /** By terms: in the order of `sort`; by ids: in theirs, without those that are not there. */
  devicesOf(
    wanted: { terms: readonly Term[]; sort?: readonly SortEntry[] } | { ids: readonly string[] },
    now: number,
    limit?: number,
  ): Device[]
  /** Devices that share a hardware id, group after group, the newest connection first. */
  duplicates(): Device[]
  ownersMatching(text: string, limit: number): OwnerMatch[]
}

/** Orders kept for the next page of the same result. */
const mostOrdersKept = 12
const nowhere = 2 ** 32 - 1

/** Makes an empty index. */
export function createFleetIndex(): FleetIndex {
  const columns = createColumns()
  const ids = columns.dictionaries.id
  let alive = new Uint8Array(0)
  let places = new Uint32Array(0)
  let lastWalks = new Uint32Array(0)
  let sharers = new Uint32Array(0)
  let size = 0
  const patchedAt = new Map<number, number>()
  const orders = new Map<string, Uint32Array>()

  function share(row: number, difference: number): void {
    const code = columns.codes('hardware')[row] ?? 0
    if (code >= sharers.length) sharers = grown(sharers, code, Uint32Array)
    if (code > 0) sharers[code] = (sharers[code] ?? 0) + difference
  }

  function write(device: Device): number {
    const known = ids.find(device.id)
    if (known !== undefined && alive[known] === 1) share(known, -1)
    else size += 1
    const row = columns.write(device)
    if (row >= alive.length) {
      alive = grown(alive, row, Uint8Array)
      places = grown(places, row, Uint32Array)
      lastWalks = grown(lastWalks, row, Uint32Array)
    }
    if (alive[row] !== 1) places[row] = nowhere
    alive[row] = 1
    share(row, 1)
    orders.clear()
    return row
  }

  function removeRow(row: number): void {
    if (alive[row] !== 1) return
    alive[row] = 0
    share(row, -1)
    size -= 1
    orders.clear()
  }

  function ordered(sort: readonly SortEntry[]): Uint32Array {
    const key = sort.map(({ field, descending }) => `${field} ${descending}`).join()
    const kept = orders.get(key)
    if (kept) return kept
    const made =
      sort.length > 0 ? orderRows(columns, sort, byId()) : byNumber(byId(), places, false)
    orders.set(key, made)
    const [oldest] = orders.keys()
    if (orders.size > mostOrdersKept && oldest !== undefined) orders.delete(oldest)
    return made
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
    const made = byNumber(rows, ids.ranks(), false)
    orders.set('by id', made)
    return made
  }

  function rowsMatching(terms: readonly Term[], now: number, order: Uint32Array, limit: number) {
    const matcher = compileTerms(terms, columns, sharers, now)
    const rows: number[] = []
    for (const row of order) {
      if (rows.length >= limit) break
      if (matcher.holds(row) && matcher.failing(row) === 0 && matcher.hasWords(row)) rows.push(row)
    }
    return rows
  }

  return {
    size: () => size,
    add(devices, { askedAt = Number.POSITIVE_INFINITY, walk = 0, place } = {}) {
      for (const [position, device] of devices.entries()) {
        const known = ids.find(device.id)
        const isNewer =
          known === undefined || alive[known] !== 1 || askedAt > (patchedAt.get(known) ?? -1)
        const row = isNewer ? write(device) : known
        lastWalks[row] = walk
        if (place !== undefined) places[row] = place + position
      }
      return size
    },
    patch(device, at = 0, walk = 0) {
      const row = write(device)
      patchedAt.set(row, at)
      lastWalks[row] = Math.max(lastWalks[row] ?? 0, walk)
      return size
    },
    remove(id) {
      const row = ids.find(id)
      if (row !== undefined) removeRow(row)
      return size
    },
    dropBefore(walk) {
      for (let row = 1; row < ids.texts.length; row += 1) {
        if ((lastWalks[row] ?? 0) < walk) removeRow(row)
      }
      return size
    },
    query({ terms, now, sort, offset, limit }) {
      const matcher = compileTerms(terms, columns, sharers, now)
      const counts = startCounts(columns)
      const hardware = columns.codes('hardware')
      const { lastConnection } = columns.times
      const devices: Device[] = []
      let total = 0
      for (const row of ordered(sort)) {
        if (!matcher.holds(row)) continue
        const failing = matcher.failing(row)
        const field = failing === 0 ? undefined : onlyField(failing)
        if (failing !== 0 && field === undefined) continue
        if (!matcher.hasWords(row)) continue
        if (field) {
          countField(counts, columns, field, row)
          continue
        }
        for (const each of facetFields) countField(counts, columns, each, row)
        if (lastConnection.isAbsent(row)) counts.neverConnected += 1
        if ((sharers[hardware[row] ?? 0] ?? 0) > 1) counts.duplicates += 1
        if (total >= offset && devices.length < limit) devices.push(columns.read(row))
        total += 1
      }
      return { devices, total, facets: readFacets(counts, columns) }
    },
    devicesOf(wanted, now, limit = Number.POSITIVE_INFINITY) {
      if ('terms' in wanted) {
        const order = ordered(wanted.sort ?? [])
        return rowsMatching(wanted.terms, now, order, limit).map(columns.read)
      }
      const devices: Device[] = []
      for (const id of wanted.ids) {
        const row = ids.find(id)
        if (row !== undefined && alive[row] === 1 && devices.length < limit) {
          devices.push(columns.read(row))
        }
      }
      return devices
    },
    duplicates() {
      const codes = columns.codes('hardware')
      const groups = new Map<number, number[]>()
      const newestFirst = ordered([
        { field: 'lastConnection', descending: true },
        { field: 'createdAt', descending: true },
      ])
      for (const row of newestFirst) {
        const code = codes[row] ?? 0
        if ((sharers[code] ?? 0) < 2) continue
        const group = groups.get(code)
        if (group) group.push(row)
        else groups.set(code, [row])
      }
      return [...groups.values()].flat().map(columns.read)
    },
    ownersMatching(text, limit) {
      const words = text.split(/\s+/).map(fold).filter(Boolean)
      const { byCode, people, newest, texts } = columns.owners
      const counts = new Uint32Array(newest.length)
      const codes = columns.codes('owner')
      for (const row of byId()) {
        const person = people[codes[row] ?? 0] ?? 0
        counts[person] = (counts[person] ?? 0) + 1
      }
      const matches: OwnerMatch[] = []
      for (const [person, code] of newest.entries()) {
        const owner = byCode[code]
        const count = counts[person] ?? 0
        if (owner?.id === undefined || count === 0) continue
        const searched = `${texts[code]}\n${fold(owner.id)}`
        if (!words.every((word) => searched.includes(word))) continue
        const { id, email } = owner
        matches.push({ id, label: ownerLabel(owner), ...(email !== undefined && { email }), count })
      }
      return matches.toSorted((a, b) => b.count - a.count).slice(0, limit)
    },
  }
}
