import type { Device } from '../api/device.ts'
import type { SortEntry } from '../device/fields.ts'
import type { FacetField } from '../query/terms.ts'

/** The most devices a person can answer for in one run. */
export const maxProposed = 2_000

export interface FleetQuery {
  /** A search as written; empty for all devices. */
  q: string
  /** By default the order in which the API listed the devices. */
  sort?: readonly SortEntry[]
  /** 0-based position of the first device wanted. */
  offset?: number
  /** By default none: the counts alone. */
  limit?: number
}

export interface FleetPage {
  devices: Device[]
  total: number
  facets: Facets
}

export interface Facet {
  /** The value itself; `none` for devices without one. */
  id: string
  /** Its text on the screen; an owner by name. */
  label: string
  count: number
  /** The term that filters by it, ready for the search. */
  term: string
}

/** Counts among the matching devices; those of one field ignore its own terms, as a menu offers other values. */
export interface Facets extends Record<FacetField, Facet[]> {
  neverConnected: number
  duplicates: number
}
