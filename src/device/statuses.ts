import { plainStatus, type Device } from '../api/device.ts'

export interface StatusFacts {
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
    look: 'before:border-2 before:border-idle',
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

const byPlainName = new Map(
  (Object.keys(statuses) as Status[]).map((status) => [plainStatus(status), status]),
)

/** The known status that a text is, whatever its case; `undefined` for any other. */
export function knownStatus(text: string): Status | undefined {
  return byPlainName.get(plainStatus(text))
}

/** Classes of the dot of a status, and of its part of a bar. */
export function lookOfStatus(text: string): string {
  const known = knownStatus(text)
  return known ? statuses[known].look : 'before:bg-idle'
}

export type StatusFields = Pick<Device, 'status' | 'active'>

/** True for a device that is in a status by both `status` and `active`, which may disagree. */
export function hasStatus({ status, active }: StatusFields, wanted: Status): boolean {
  const { active: expected }: StatusFacts = statuses[wanted]
  return knownStatus(status) === wanted && (expected === undefined || active !== !expected)
}

/** A device as it is in a status. */
export function withStatus<D extends StatusFields>(device: D, status: Status) {
  const { active }: StatusFacts = statuses[status]
  return { ...device, status, ...(active !== undefined && { active }) }
}
