import type { Searchable } from '../../query/searchable.ts'
import type { Groups } from './facets.ts'

/** A device of the snapshot. */
export interface Row extends Searchable {
  groups: Groups
  /** 0-based place in the server's list; infinite while unknown. */
  place: number
  /** Number of the last pass that met it. */
  pass: number
  /** The posture was read by itself. */
  isReadSingly: boolean
  /** The last search that it matched. */
  foundBy: object | undefined
}
