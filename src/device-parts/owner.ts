import type { Owner } from '../api/device.ts'
import { legible } from '../lib/text.ts'

/** How an owner is called: by name, else by e-mail address, else by the id the API gives. */
export function ownerName(owner: Owner | undefined): string {
  if (!owner) return 'No owner'
  const name = [owner.firstName, owner.lastName].filter(Boolean).join(' ')
  return legible(name || owner.email || (owner.id ? `User ${owner.id}` : 'Unnamed owner'), 80)
}
