import type { Owner } from '../api/device.ts'
import { absentOwner, termOf } from './query.ts'
import type { Term } from './terms.ts'
import { ownerKey } from './value-key.ts'

/** ID that stands for no owner; no other one begins with a blank. */
export const noOwner = ' none'

/** Identifies the person that a device belongs to. */
export function personId(owner: Owner | undefined): string {
  return owner ? ownerKey(owner) : noOwner
}

/** The search for the devices of a person. */
export function devicesOfPerson(id: string): Term {
  return id === noOwner ? absentOwner : termOf('owner', id)
}
