import { readFresh } from '../actions/confirmation/read-fresh.ts'
import { fieldAskedBy } from '../query/field-search.ts'
import { columnOf, fileFields, type FileField } from '../fleet/files/file-fields.ts'
import { parseQuery } from '../query/query.ts'
import type { FileLayout, FileScope } from '../fleet/files/export.ts'
import { saveDevices, type FileRequest } from '../fleet/files/save-devices.ts'
import type { Session } from '../session/open-session.ts'
import type { DeviceListParams } from './device-list.ts'
import { deviceSelection } from './device-selection.ts'
import { deviceSettings } from './columns.tsx'

export type FileColumns = 'shown' | 'all'

/** Up to this many selected devices are read one by one, which is faster than reading all devices. */
const maxReadOneByOne = 500

/** Saves devices of the list to the downloads, and says so or why not; never rejects. */
export async function writeExport(
  session: Session,
  params: DeviceListParams,
  scope: FileScope,
  format: FileLayout['format'] = 'csv',
  columns: FileColumns = 'shown',
): Promise<void> {
  const { q, sort } = params
  const needed = [...parseQuery(q).terms.map(fieldAskedBy), ...sort.map(({ field }) => field)]
  const fields = columns === 'all' ? fileFields : shownFileFields(needed)
  const description = { selected: 'selected', matching: q, all: 'all' }[scope]
  await saveDevices(session, requestOf(session, params, scope, { format, fields, description }))
}

async function requestOf(
  session: Session,
  { q, sort }: DeviceListParams,
  scope: FileScope,
  layout: FileLayout,
): Promise<FileRequest> {
  const selected = deviceSelection(session).get()
  if (scope === 'selected' && selected.size <= maxReadOneByOne) {
    const { devices, gone } = await readFresh(session, [...selected.values()])
    return { ...layout, devices, notFound: [...gone] }
  }
  if (scope === 'selected') return { ...layout, scope: { ids: [...selected.keys()] } }
  return { ...layout, scope: scope === 'all' ? 'all' : { q }, sort }
}

/** The columns shown now, those in `needed`, and the IDs, by which exports are compared later. */
export function shownFileFields(needed: readonly (string | undefined)[] = []): FileField[] {
  return fileFields.filter(
    (field) =>
      field !== 'ownerId' &&
      deviceSettings.isShown(columnOf(field).from, ['hardwareId', 'id', ...needed]),
  )
}
