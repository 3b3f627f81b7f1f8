export interface SortBy<Field extends string = string> {
  field: Field
  descending: boolean
}

/** Spellings of a sort that a server may expect; the API documents none. */
export const sortFormats = ['prefix', 'colon', 'comma'] as const
export type SortFormat = (typeof sortFormats)[number]

/** Values of `sortFormat` in `config.json`; `auto` finds the spelling out with the first sort. */
export const sortFormatSettings = ['auto', ...sortFormats] as const
export type SortFormatSetting = (typeof sortFormatSettings)[number]

/** Serializes one key of an order for the query: `-name`, `name:desc` or `name,DESC`. */
export function serializeSort({ field, descending }: SortBy, format: SortFormat): string {
  switch (format) {
    case 'prefix':
      return descending ? `-${field}` : field
    case 'colon':
      return `${field}:${descending ? 'desc' : 'asc'}`
    case 'comma':
      return `${field},${descending ? 'DESC' : 'ASC'}`
  }
}

/** Parses one key serialized in this format; `undefined` for anything else, and for other fields. */
export function parseSort<Field extends string>(
  serialized: string,
  format: SortFormat,
  fields: readonly Field[],
): SortBy<Field> | undefined {
  const match = {
    prefix: /^(?<down>-?)(?<field>\w+)$/,
    colon: /^(?<field>\w+):(?:asc|(?<down>desc))$/,
    comma: /^(?<field>\w+),(?:ASC|(?<down>DESC))$/,
  }[format].exec(serialized)
  const field = fields.find((known) => known === match?.groups?.['field'])
  return field && { field, descending: Boolean(match?.groups?.['down']) }
}
