import type { Device } from '../api/device.ts'
import type { SortEntry } from '../api/sort.ts'
import type { Term } from './terms.ts'

/** What a search asks of the index. */
export interface FleetQuery {
  terms: readonly Term[]
  /** ms since epoch, against which ages are counted. */
  now: number
  /** Empty: the order in which the API listed the devices. */
  sort: readonly SortEntry[]
  /** 0-based position of the first device wanted. */
  offset: number
  limit: number
}

/** What a search found. */
export interface FleetPage {
  devices: Device[]
  /** Devices that match, on all pages. */
  total: number
  facets: Facets
}

/** A value one may filter by, with how many devices would be shown. */
export interface Facet {
  /** The value itself; `none` for devices without one. */
  id: string
  /** For a person; an owner by name. */
  label: string
  count: number
  /** The term that filters by it, ready for the search. */
  term: string
}

/**
 * Counts among the devices that match. For the values of one field its own value terms are left
 * aside, so that a menu tells what choosing another value would show.
 */
export interface Facets {
  status: Facet[]
  posture: Facet[]
  active: Facet[]
  /** The most frequent ones, and `none`. */
  version: Facet[]
  /** Those with most devices, and `none`. */
  owner: Facet[]
  neverConnected: number
  duplicates: number
}

/** Which devices an export holds: those of a search, chosen ones, or every one. */
export type ExportScope = { terms: readonly Term[] } | { ids: readonly string[] } | 'all'

export type ExportFormat = 'csv' | 'json'

export interface ExportRequest {
  scope: ExportScope
  format: ExportFormat
  /** Columns of a CSV in order: a field of `Device`, or one of the ids `cellText` knows. JSON holds everything. */
  columns: readonly { id: string; label: string }[]
  /** The filter in words or as written, for the header. */
  description: string
  /** Whether the copy of the fleet that it is taken from is complete. */
  complete: boolean
  sort?: readonly SortEntry[]
}
