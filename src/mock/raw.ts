import type { DeviceField, Owner } from '../api/device.ts'

/** A device as the API's JSON has it; the owner is called `user` there. */
export interface RawDevice {
  id: string
  createdAt: string
  updatedAt: string
  name: string
  active: boolean
  status: RawStatus
  hardwareId: string
  lastConnection?: string
  user?: RawUser
  posture?: unknown
  appVersion?: string
}

/** The values of a raw device by the console's name for the field. */
export type RawFields = {
  [F in DeviceField]: RawDevice[F extends 'owner' ? 'user' : F]
}

/** `Unauthorized` is undocumented. */
export type RawStatus = 'Deactivated' | 'Offline' | 'Online' | 'Unauthorized'

export type RawUser = Owner & { id: string }
