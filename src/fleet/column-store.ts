import type { Device, DeviceField } from '../api/device.ts'
import { hardwareKey } from '../device/hardware-id.ts'
import { fold } from '../lib/fold.ts'
import { createActiveColumn } from './active-column.ts'
import type { Column } from './column.ts'
import { fieldsWithWords } from '../query/field-search.ts'
import { grown } from './grown.ts'
import { createOwnerColumn } from './owner-column.ts'
import { createPostureColumn } from './posture-column.ts'
import { createIdColumn, createRequiredTextColumn, createTextColumn } from './text-column.ts'
import { createTimeColumn } from './time-column.ts'
import { compareVersions } from '../query/versions.ts'

/** A column for each field of a device: how it is stored and how it sorts. */
function createColumns() {
  return {
    id: createIdColumn(),
    name: createRequiredTextColumn(),
    status: createRequiredTextColumn(),
    active: createActiveColumn(),
    hardwareId: createTextColumn(),
    createdAt: createTimeColumn(),
    updatedAt: createTimeColumn(),
    lastConnection: createTimeColumn(),
    owner: createOwnerColumn(),
    posture: createPostureColumn(),
    appVersion: createTextColumn(compareVersions),
  } satisfies Columns
}

type Columns = { [F in DeviceField]: Column<Device[F]> }

/** The devices of the snapshot, field by field and by row: compact enough for 250,000 of them. */
export interface ColumnStore {
  columns: ReturnType<typeof createColumns>
  /** By row: the folded text of the fields whose values few devices share. */
  ownWords: readonly string[]
  /** Replaces the device with this ID, and returns its row, which stays the same after a removal. */
  write(device: Device): number
  /** The device as it was written. */
  read(row: number): Device
  /** When the row was read, steady ms. */
  readAt(row: number): number
}

/** Makes an empty store. */
export function createColumnStore(): ColumnStore {
  const columns = createColumns()
  const entries = Object.entries(columns) as [DeviceField, Column<unknown>][]
  const ownFields = fieldsWithWords('own')
  const ownWords = ['']
  let readAt = new Float64Array(0)

  return {
    columns,
    ownWords,
    write(device) {
      const row = columns.id.dictionary.codeOf(device.id)
      for (const [field, column] of entries) column.set(row, device[field])
      const own = fold(ownFields.map((field) => device[field] ?? '').join('\n'))
      ownWords[row] = `${own}\n${hardwareKey(device.hardwareId ?? '')}`
      if (row >= readAt.length) readAt = grown(readAt, row, Float64Array)
      readAt[row] = device.readAt
      return row
    },
    read(row) {
      const device: Record<string, unknown> = {}
      for (const [field, column] of entries) {
        const value = column.get(row)
        if (value !== undefined) device[field] = value
      }
      device['readAt'] = readAt[row] ?? -Infinity
      return device as unknown as Device
    },
    readAt: (row) => readAt[row] ?? -Infinity,
  }
}
