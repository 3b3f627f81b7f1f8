import type { DeviceField } from './device.ts'

/** Every field of a device, with whether the API is asked to sort by it: only by documented plain values. */
const isSortedByServer = {
  name: true,
  status: true,
  lastConnection: true,
  appVersion: true,
  createdAt: true,
  updatedAt: true,
  active: true,
  hardwareId: true,
  id: true,
  owner: false,
  posture: false,
} as const satisfies Record<DeviceField, boolean>

/** A search sorts by any field, since the snapshot is local. */
export type SortField = DeviceField
export type ServerSortField = {
  [F in DeviceField]: (typeof isSortedByServer)[F] extends true ? F : never
}[DeviceField]

export const sortFields = Object.keys(isSortedByServer) as SortField[]
export const serverSortFields = sortFields.filter(
  (field): field is ServerSortField => isSortedByServer[field],
)

/** Keeps the keys of an order that the API is asked to sort by. */
export function sortByServer(sort: readonly SortEntry[]): ServerSortEntry[] {
  return sort.flatMap(({ field, descending }) => {
    const known = serverSortFields.find((other) => other === field)
    return known ? [{ field: known, descending }] : []
  })
}

/** One key of an order. */
export interface SortEntry<Field extends SortField = SortField> {
  field: Field
  descending: boolean
}
export type ServerSortEntry = SortEntry<ServerSortField>

/** Spellings of a sort that a server may expect; the API documents none. */
export const sortFormats = ['prefix', 'colon', 'comma'] as const
export type SortFormat = (typeof sortFormats)[number]

/** Values of `sortFormat` in `config.json`; `auto` finds the spelling out with the first sort. */
export const sortFormatSettings = ['auto', ...sortFormats] as const
export type SortFormatSetting = (typeof sortFormatSettings)[number]

/** Serializes one sort entry for the query: `-name`, `name:desc` or `name,DESC`. */
export function serializeSort({ field, descending }: ServerSortEntry, format: SortFormat): string {
  switch (format) {
    case 'prefix':
      return descending ? `-${field}` : field
    case 'colon':
      return `${field}:${descending ? 'desc' : 'asc'}`
    case 'comma':
      return `${field},${descending ? 'DESC' : 'ASC'}`
  }
}

/** Parses one entry serialized in this format; `undefined` for anything else. */
export function parseSort(spelled: string, format: SortFormat): ServerSortEntry | undefined {
  const match = {
    prefix: /^(?<down>-?)(?<field>\w+)$/,
    colon: /^(?<field>\w+):(?:asc|(?<down>desc))$/,
    comma: /^(?<field>\w+),(?:ASC|(?<down>DESC))$/,
  }[format].exec(spelled)
  const field = serverSortFields.find((known) => known === match?.groups?.['field'])
  return field && { field, descending: Boolean(match?.groups?.['down']) }
}
