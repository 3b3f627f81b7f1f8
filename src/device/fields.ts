import type { Device, DeviceField } from '../api/device.ts'
import type { SortBy } from '../api/sort.ts'
import type { ValueKind } from '../list/source/list-source.ts'
import type { ColumnLayout } from '../list/table-features.ts'

/** The kind of a field's values. An `object` has no order that the API could sort by. */
type FieldKind = ValueKind | 'object'

export interface Field extends Pick<ColumnLayout, 'width' | 'needsRoom' | 'card'> {
  /** Its name on the screen and in files. */
  label: string
  /** Decides how the field is sorted, shown and exported. */
  kind: FieldKind
  /** Names a machine or a record: shown in a font of equal widths, to be copied. */
  isIdentifier?: true
  /** The terms of a search that ask about it. */
  terms: readonly string[]
  /** Its term takes one of its values, or none; all that is said and counted of it follows. Other terms are code. */
  ask?: 'value'
  /** In place of an absent value; empty where there is none. */
  absent: string
  isHiddenAtFirst?: true
}

/** Every field, in the order of columns: display, sorting, search and export follow from it. */
export const fields = {
  name: {
    label: 'Name',
    kind: 'text',
    terms: [],
    absent: '',
    // It and the actions share what is left, however many there are.
    width: '[--width:calc(65-9*var(--actions))] narrow:[--width:calc(58-9*var(--actions))]',
    card: 'card-head',
  },
  status: {
    label: 'Status',
    kind: 'choice',
    terms: ['status'],
    ask: 'value',
    absent: '',
    width: '[--width:32] narrow:[--width:29]',
    card: 'card-head',
  },
  posture: {
    label: 'Posture',
    kind: 'object',
    terms: ['posture', 'failed'],
    absent: 'Unknown',
    width: '[--width:34] narrow:[--width:20]',
    card: 'card-foot',
  },
  owner: {
    label: 'Owner',
    kind: 'object',
    terms: ['owner'],
    absent: 'No owner',
    width: '[--width:44] narrow:[--width:28]',
    card: 'card-detail',
  },
  lastConnection: {
    label: 'Last connection',
    kind: 'time',
    terms: ['seen'],
    absent: 'Never connected',
    width: '[--width:51] narrow:[--width:31]',
    card: 'card-end',
  },
  appVersion: {
    label: 'App version',
    kind: 'version',
    terms: ['version'],
    absent: 'Unknown',
    width: '[--width:30]',
    needsRoom: true,
  },
  createdAt: {
    label: 'Registered',
    kind: 'time',
    terms: ['registered'],
    absent: 'Unknown',
    width: '[--width:30]',
    needsRoom: true,
  },
  updatedAt: {
    label: 'Updated',
    kind: 'time',
    terms: ['updated'],
    absent: 'Unknown',
    width: '[--width:51]',
    isHiddenAtFirst: true,
  },
  active: {
    label: 'Enabled',
    kind: 'choice',
    terms: ['active'],
    absent: 'Unknown',
    width: '[--width:24]',
    isHiddenAtFirst: true,
  },
  hardwareId: {
    label: 'Hardware ID',
    kind: 'text',
    isIdentifier: true,
    terms: ['hardware', 'is'],
    absent: 'Unknown',
    width: '[--width:48]',
    isHiddenAtFirst: true,
  },
  id: {
    label: 'ID',
    kind: 'text',
    isIdentifier: true,
    terms: [],
    absent: '',
    width: '[--width:80]',
    isHiddenAtFirst: true,
  },
} as const satisfies {
  [F in DeviceField]: Field & { absent: undefined extends Device[F] ? string : '' }
}

type Fields = typeof fields

export const fieldNames = Object.keys(fields) as DeviceField[]

export type FieldOf<Kind extends FieldKind> = {
  [F in DeviceField]: Fields[F]['kind'] extends Kind ? F : never
}[DeviceField]

/** A search sorts by any field, since the snapshot is local; the API by those with plain values. */
export type SortField = DeviceField
export type ServerSortField = FieldOf<ValueKind>
export type SortEntry = SortBy<SortField>
export type ServerSortEntry = SortBy<ServerSortField>

export const serverSortFields = fieldNames.filter(
  (field): field is ServerSortField => fields[field].kind !== 'object',
)

/** Fields that are asked for by value. */
export type ValueField = {
  [F in DeviceField]: Fields[F] extends { ask: 'value' } ? F : never
}[DeviceField]

export type TermOf<F extends DeviceField> = Fields[F]['terms'][number]
export type TermName = TermOf<DeviceField>
