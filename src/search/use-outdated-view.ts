import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { outdatedView, type SavedView } from './saved-views.ts'

/** Returns the list of outdated apps once versions are known, and reads the fleet when that has not been done. */
export function useOutdatedView(): SavedView | undefined {
  useFleet()
  // Menus offer the most frequent versions alone, and the newest may be rarer than those.
  return outdatedView(useFleetAnswer(['versions'], (fleet, signal) => fleet.versions(signal)).data)
}
