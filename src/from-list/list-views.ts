import { fieldNames, type SortField } from '../device/fields.ts'
import { lineKinds } from '../fleet/from-list/match-lines.ts'
import { paths } from '../lib/paths.ts'
import { createListAddress, type ListAddress } from '../list/list-address.ts'

/** The parts of a list's page: its lines of each kind, and the devices that no line names. */
export const listViews = { ...lineKinds, others: 'In the fleet, not in the list' }
export type ListView = keyof typeof listViews
export const listViewNames = Object.keys(listViews) as ListView[]

/** The address of each part, which holds its search and order. */
export const listAddresses = Object.fromEntries(
  listViewNames.map((view) => {
    const path = paths.fromList + (view === 'matched' ? '' : `/${view}`)
    return [view, createListAddress(path, () => fieldNames)]
  }),
) as Record<ListView, ListAddress<SortField>>
