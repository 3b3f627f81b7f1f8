import type { Owner } from '../api/device.ts'
import { legible } from '../lib/text.ts'

/** First and last name as the API gives them, empty without either: for files and searching, not made legible. */
export function fullName(owner: Owner | undefined): string {
  return [owner?.firstName, owner?.lastName].filter(Boolean).join(' ')
}

/** How an owner is called: by name, else by e-mail address, else by the id the API gives. */
export function ownerName(owner: Owner | undefined): string {
  if (!owner) return 'No owner'
  const { email, id } = owner
  return legible(fullName(owner) || email || (id ? `User ${id}` : 'Unnamed owner'), 80)
}

/** Everything an owner could be told by, made legible: name and e-mail address, else the id. */
export function ownerText(owner: Owner | undefined): string {
  if (!owner) return 'No owner'
  const { email, id } = owner
  return legible([fullName(owner), email].filter(Boolean).join(' · ') || id || 'Unnamed owner')
}
