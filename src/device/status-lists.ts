import { plainStatus } from '../api/device.ts'
import {
  hasStatus,
  knownStatus,
  statuses,
  type SetStatus,
  type Status,
  type StatusFacts,
  type StatusFields,
} from './statuses.ts'

// Apart from the table, which the first rows wait for.

const all = Object.keys(statuses) as Status[]
const statusesWith = (fact: keyof StatusFacts) => all.filter((status) => fact in statuses[status])

/** Others are shown as they came. */
export const documentedStatuses = statusesWith('isDocumented')
/** Those that people put devices in. */
export const setStatuses = statusesWith('isSetByPeople') as SetStatus[]
/** Their names in small letters. */
export const setStatusNames = setStatuses.map(plainStatus) as Lowercase<SetStatus>[]

/** True when `status` and `active` contradict each other; a status that isn't known contradicts nothing. */
export function isInconsistent(device: StatusFields): boolean {
  const known = knownStatus(device.status)
  return known !== undefined && !hasStatus(device, known)
}

/** The status that people put a device in, if it is in one. */
export function setStatusOf(device: StatusFields): SetStatus | undefined {
  return setStatuses.find((status) => hasStatus(device, status))
}

/** Something for each status that people put devices in, by its name in small letters. */
export function forSetStatuses<T>(give: (status: SetStatus) => T) {
  const entries = setStatuses.map((status) => [plainStatus(status), give(status)])
  return Object.fromEntries(entries) as Record<Lowercase<SetStatus>, T>
}
