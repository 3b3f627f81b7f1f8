/** A device as the API's JSON has it (API.md, "A device"): the owner is `user` here. */
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

/** In the order of the alphabet, which is the order they sort in. `Unauthorized` is not documented. */
export const rawStatuses = ['Deactivated', 'Offline', 'Online', 'Unauthorized'] as const
export type RawStatus = (typeof rawStatuses)[number]

export interface RawUser {
  id: string
  lastConnection?: string
  email?: string
  firstName?: string
  lastName?: string
}
