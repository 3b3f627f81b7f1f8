import type { Device } from '../api/device.ts'
import type { SortEntry } from '../device/fields.ts'
import type { FileField } from './files/file-fields.ts'
import type { FacetField } from '../query/match.ts'

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

/** The devices of a file: those that match, those with an ID of the list, or all. */
export type ExportScope = { q: string } | { ids: readonly string[] } | 'all'

/** Which devices a file was asked for; only `all` can prove that a device was or wasn't there. */
export type FileScope = 'all' | 'matching' | 'selected'

export type ExportFormat = 'csv' | 'json'

export interface FileLayout {
  format: ExportFormat
  /** Columns of a CSV in order; JSON holds every field. */
  fields: readonly FileField[]
  /** The filter as written, for the file's name and header. */
  description: string
  /** By device ID: the line of a list that named it, for a first column of a CSV. */
  listedAs?: ReadonlyMap<string, string> | undefined
}

export interface ExportRequest extends FileLayout {
  scope: ExportScope
  sort?: readonly SortEntry[]
}
