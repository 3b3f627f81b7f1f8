import { deviceList } from '../../devices/device-list.ts'
import { writeExport } from '../../devices/write-export.ts'
import { navigation } from '../../lib/navigation.ts'
import { isSamePath, paths } from '../../lib/paths.ts'
import type { Session } from '../../session/open-session.ts'
import type { Entry } from './entries.ts'

/** The files of the list of devices: of those that it shows, where it is filtered, and of all. */
export function exportEntries(session: Session): Entry[] {
  const { location } = navigation()
  const params = deviceList.paramsOf(session, deviceList.originAt(location))
  const isFiltered = isSamePath(location.pathname, paths.devices()) && params.q !== ''
  const matching: Entry = {
    id: 'export-matching',
    kind: 'Action',
    label: 'Export matching devices',
    open: () => void writeExport(session, params, 'matching'),
  }
  const all: Entry = {
    id: 'export-all',
    kind: 'Action',
    label: 'Export all devices, every column',
    open: () => void writeExport(session, params, 'all', 'csv', 'all'),
  }
  return isFiltered ? [matching, all] : [all]
}
