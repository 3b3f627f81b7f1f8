import type { Owner } from '../api/device.ts'
import { ownerName } from '../device/owner.ts'
import { fold } from '../lib/fold.ts'

/** Longer values are compared by their beginning, so that an address can hold any of them. */
const maxComparedLength = 200

/** The form in which values are compared, counted and linked: single-spaced and well formed, as a search is. */
export function comparedForm(value: string): string {
  return value.replace(/\s+/g, ' ').trim().slice(0, maxComparedLength).trim().toWellFormed()
}

/** Two values with the same key are equal to a search: but for case, accents and runs of spaces. */
export function valueKey(value: string): string {
  // Folding may leave a space at an end, such as the one below an accent.
  return fold(comparedForm(value)).trim()
}

/** Identifies a person by ID, which is case-sensitive, else by e-mail address, else by name. */
export function ownerKey(owner: Owner): string {
  return comparedForm(owner.id ?? (owner.email ?? ownerName(owner)).toLowerCase())
}
