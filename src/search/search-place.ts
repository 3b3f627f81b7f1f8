import type { ListLink } from '../list/list-address.ts'

/** A list that can be searched: its search text, and the way to it with another one. */
export interface SearchPlace {
  params: { q: string }
  /** The list is a part of the fleet, in which nobody counts the values of filters. */
  isPart?: boolean
  /** Links to the first page after a change. */
  linkTo: (change: { q?: string }) => ListLink
  goTo: (change: { q?: string }) => void
}
