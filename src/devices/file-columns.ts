import { fileFields, type FileField } from '../fleet/file-fields.ts'
import { deviceSettings } from './columns.tsx'

/**
 * The columns that the list shows now, those in `needed`, and the second line of each cell, which
 * distinguishes devices and people of the same name.
 */
export function shownFileFields(needed: readonly (string | undefined)[] = []): FileField[] {
  return fileFields.filter(
    (field) =>
      field !== 'ownerId' &&
      deviceSettings.isShown(field === 'ownerEmail' ? 'owner' : field, ['hardwareId', ...needed]),
  )
}
