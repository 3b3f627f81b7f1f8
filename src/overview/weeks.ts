import type { ListLink } from '../list/list-address.ts'
import { devicesLink } from './device-links.ts'

export const weeksShown = 52
const weekMs = 7 * 86_400_000

/** Devices registered in seven days. */
export interface WeekSearch {
  link: ListLink
  /** Age of its end and its beginning, in ms. */
  from: number
  to: number
}

/** The last 52 times seven days, the oldest first; they count back from now, as a search does. */
export const weekSearches: readonly WeekSearch[] = Array.from(
  { length: weeksShown },
  (_, place) => {
    const age = weeksShown - 1 - place
    const q = age === 0 ? 'registered:<1w' : `registered:>=${age}w registered:<${age + 1}w`
    return { link: devicesLink(q), from: (age + 1) * weekMs, to: age * weekMs }
  },
)

/** Devices that were registered earlier than in those weeks. */
export const registeredEarlier = devicesLink(`registered:>=${weeksShown}w`)
