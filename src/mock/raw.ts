import type { Device, DeviceField, Owner } from '../api/device.ts'
import type { Status } from '../device/statuses.ts'

/** A device as the API's JSON has it, with all that is required; the owner is called `user` there. */
export interface RawDevice extends Omit<Device, 'owner' | 'readAt'> {
  createdAt: string
  updatedAt: string
  active: boolean
  status: Status
  hardwareId: string
  user?: RawUser
}

/** The values of a raw device by the console's name for the field. */
export type RawFields = {
  [F in DeviceField]: RawDevice[F extends 'owner' ? 'user' : F]
}

export type RawUser = Owner & { id: string }
