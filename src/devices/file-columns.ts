import { fieldOfColumn, fileFields, type FileField } from '../fleet/file-fields.ts'
import { deviceSettings } from './columns.tsx'

/**
 * The columns that the list shows now with what is derived from them, those in `needed`, and the IDs,
 * which distinguish devices of the same name and let an export be compared later.
 */
export function shownFileFields(needed: readonly (string | undefined)[] = []): FileField[] {
  return fileFields.filter(
    (field) =>
      field !== 'ownerId' &&
      deviceSettings.isShown(fieldOfColumn(field), ['hardwareId', 'id', ...needed]),
  )
}
