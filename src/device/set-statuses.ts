import { plainStatus, type Device } from '../api/device.ts'
import { hasStatus, setStatuses, type SetStatus } from './statuses.ts'

// Apart from the table, which the first rows wait for.

/** The status that people put a device in, if it is in one. */
export function setStatusOf(device: Pick<Device, 'status' | 'active'>): SetStatus | undefined {
  return setStatuses.find((status) => hasStatus(device, status))
}

/** Something for each status that people put devices in, by its name in small letters. */
export function forSetStatuses<T>(give: (status: SetStatus) => T) {
  const entries = setStatuses.map((status) => [plainStatus(status), give(status)])
  return Object.fromEntries(entries) as Record<Lowercase<SetStatus>, T>
}

/** Their names in small letters. */
export const setStatusNames = setStatuses.map(plainStatus) as Lowercase<SetStatus>[]
