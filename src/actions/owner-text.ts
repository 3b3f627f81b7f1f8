import type { Owner } from '../api/device.ts'
import { legible } from '../lib/text.ts'

/** Everything an owner could be told by, made legible: name and e-mail address, else the id. */
export function ownerText(owner: Owner | undefined): string {
  if (!owner) return 'No owner'
  const name = [owner.firstName, owner.lastName].filter(Boolean).join(' ')
  return legible([name, owner.email].filter(Boolean).join(' · ') || owner.id || 'Unnamed owner')
}
