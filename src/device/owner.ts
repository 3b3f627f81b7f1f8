import type { Owner } from '../api/device.ts'
import { legible } from '../lib/text.ts'

/** First and last name as the API gives them, for files and searches; may be empty. */
export function fullName(owner: Owner | undefined): string {
  return [owner?.firstName, owner?.lastName].filter(Boolean).join(' ')
}

/** Name of an owner on the screen: the full name, else the e-mail address, else the ID. */
export function ownerName(owner: Owner | undefined): string {
  if (!owner) return 'No owner'
  const { email, id } = owner
  return legible(fullName(owner) || email || (id ? `User ${id}` : 'Unnamed owner'), 80)
}

/** Name and e-mail address of an owner, else the ID. */
export function ownerText(owner: Owner | undefined): string {
  if (!owner) return 'No owner'
  const { email, id } = owner
  return legible([fullName(owner), email].filter(Boolean).join(' · ') || id || 'Unnamed owner')
}
