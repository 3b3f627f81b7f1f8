/** Fields the API is asked to sort by: the documented ones with a plain value. */
export const sortFields = [
  'name',
  'status',
  'lastConnection',
  'appVersion',
  'createdAt',
  'updatedAt',
  'active',
  'hardwareId',
  'id',
] as const

export type SortField = (typeof sortFields)[number]

export interface SortEntry {
  field: SortField
  descending: boolean
}

/** The spellings a server may expect; which one is configuration, since the API documents none. */
export const sortFormats = ['prefix', 'colon', 'comma'] as const
export type SortFormat = (typeof sortFormats)[number]

/** Spells one sort entry for the query: `-name`, `name:desc` or `name,DESC`. */
export function spellSort({ field, descending }: SortEntry, format: SortFormat): string {
  switch (format) {
    case 'prefix':
      return descending ? `-${field}` : field
    case 'colon':
      return `${field}:${descending ? 'desc' : 'asc'}`
    case 'comma':
      return `${field},${descending ? 'DESC' : 'ASC'}`
  }
}

/** Reads one spelled entry in the given format; `undefined` for anything else. */
export function readSort(spelled: string, format: SortFormat): SortEntry | undefined {
  const match = {
    prefix: /^(?<down>-?)(?<field>\w+)$/,
    colon: /^(?<field>\w+):(?:asc|(?<down>desc))$/,
    comma: /^(?<field>\w+),(?:ASC|(?<down>DESC))$/,
  }[format].exec(spelled)
  const field = sortFields.find((known) => known === match?.groups?.['field'])
  return field && { field, descending: Boolean(match?.groups?.['down']) }
}
