import type { Coverage } from '../fleet/coverage.ts'
import { lineKinds } from '../fleet/from-list/match-lines.ts'
import { paths } from '../lib/paths.ts'
import { sanitizeForDisplay } from '../lib/text.ts'

/** The parts of a list's page: its lines of each kind, and the devices that no line names. */
export const listViews = { ...lineKinds, others: 'In the fleet, not in the list' }
export type ListView = keyof typeof listViews
export const listViewNames = Object.keys(listViews) as ListView[]

/** The path of each part. */
export const pathOf = (view: ListView) => paths.fromList + (view === 'matched' ? '' : `/${view}`)

/** The name of a list's file on the screen. */
export function listName({ name }: File): string {
  return name ? sanitizeForDisplay(name, 60) : 'Pasted list'
}

/** Follows what may change while devices are missing: "Not found so far". */
export function soFarWords({ kind }: Coverage): string {
  return kind === 'complete' ? '' : ' so far'
}
