import { createStoredValue, oneOf } from '../lib/stored.ts'
import type { Density } from '../table/table.tsx'
import { hiddenAtFirst } from './columns.tsx'

/** Row height of the device table, remembered on this device. */
export const density = createStoredValue<Density>('density', oneOf(['comfortable', 'compact']))

/** Ids of the columns that are not shown, remembered on this device. */
export const hiddenColumns = createStoredValue<readonly string[]>('hidden-columns', (stored) =>
  Array.isArray(stored) && stored.every((id) => typeof id === 'string') ? stored : hiddenAtFirst,
)
