import { parseDevice, type Device } from '../api/device.ts'
import { devicesPath } from '../api/device-calls.ts'
import type { PageAnswer } from '../api/page-answer.ts'
import type { ListSource } from '../list/source/list-source.ts'
import { fields, serverSortFields, type ServerSortField } from './fields.ts'

export type DevicePage = PageAnswer<Device>

export const deviceSource: ListSource<ServerSortField, Device> = {
  path: devicesPath,
  parseRow: parseDevice,
  sortFields: serverSortFields,
  sortKind: (field) => fields[field].kind,
}
