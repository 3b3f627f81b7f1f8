import { plainStatus, type Device } from '../api/device.ts'

interface StatusFacts {
  /** Classes of its dot, and of its part of a bar. */
  look: string
  /** Documented by the API, and so suggested before any device is counted. */
  isDocumented?: true
  /** What `active` says beside it; either where this is absent. */
  active?: boolean
  /** People put devices in it: it has a view, and is reported of a device that got it meanwhile. */
  isSetByPeople?: true
}

/** The known statuses in their order. Any other is shown as it came, in a neutral style, after them. */
export const statuses = {
  Online: { look: 'before:bg-good-fill', isDocumented: true, active: true },
  Offline: {
    look: 'before:border-2 before:border-idle before:bg-transparent',
    isDocumented: true,
    active: true,
  },
  Deactivated: {
    look: 'before:bg-ink-quiet',
    isDocumented: true,
    active: false,
    isSetByPeople: true,
  },
  // In the vendor's help alone.
  Unauthorized: { look: 'before:bg-warn-fill' },
} as const satisfies Record<string, StatusFacts>

type Statuses = typeof statuses
export type Status = keyof Statuses
/** A status that people put devices in. */
export type SetStatus = {
  [S in Status]: Statuses[S] extends { isSetByPeople: true } ? S : never
}[Status]

const all = Object.keys(statuses) as Status[]
const byPlainName = new Map(all.map((status) => [plainStatus(status), status]))
const factsOf = (status: Status): StatusFacts => statuses[status]

export const documentedStatuses = all.filter((status) => factsOf(status).isDocumented)
export const setStatuses = all.filter((status) => factsOf(status).isSetByPeople) as SetStatus[]

/** The known status that a text is, whatever its case; `undefined` for any other. */
export function knownStatus(text: string): Status | undefined {
  return byPlainName.get(plainStatus(text))
}

/** Classes of the dot of a status, and of its part of a bar. */
export function lookOfStatus(text: string): string {
  const known = knownStatus(text)
  return known ? statuses[known].look : 'before:bg-idle'
}

type StatusFields = Pick<Device, 'status' | 'active'>

/** True when `status` and `active` contradict each other; a status that isn't known contradicts nothing. */
export function isInconsistent({ status, active }: StatusFields): boolean {
  const known = knownStatus(status)
  const expected = known && factsOf(known).active
  return expected !== undefined && active === !expected
}

/** True for a device that is in a status by both `status` and `active`, which may disagree. */
export function hasStatus(device: StatusFields, status: Status): boolean {
  return knownStatus(device.status) === status && !isInconsistent(device)
}

/** A device as it is in a status. */
export function withStatus<D extends StatusFields>(device: D, status: Status) {
  const { active = device.active } = factsOf(status)
  return { ...device, status, ...(active !== undefined && { active }) }
}
