import type { Owner } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { sanitizeForDisplay, mayNameEmail } from '../lib/text.ts'

/** First and last name as the API gives them, for files and searches; may be empty. */
export function fullName(owner: Owner | undefined): string {
  return [owner?.firstName, owner?.lastName].filter(Boolean).join(' ')
}

/** Name of an owner on the screen: the full name, else the e-mail address, else the ID. */
export function ownerName(owner: Owner | undefined): string {
  if (!owner) return 'No owner'
  const { email, id } = owner
  return sanitizeForDisplay(fullName(owner) || email || (id ? `User ${id}` : 'Unnamed owner'), 80)
}

/** Name and e-mail address of an owner, else the ID. */
export function ownerText(owner: Owner | undefined): string {
  if (!owner) return 'No owner'
  const { email, id } = owner
  return sanitizeForDisplay(
    [fullName(owner), email].filter(Boolean).join(' · ') || id || 'Unnamed owner',
  )
}

/** Compares two owners by the first that both have of ID, e-mail address and name; `undefined` without any. */
export function isSameOwner(one: Owner, other: Owner): boolean | undefined {
  const pairs = [
    [one.id, other.id],
    [one.email?.toLowerCase(), other.email?.toLowerCase()],
    [fullName(one) || undefined, fullName(other) || undefined],
  ]
  const [known] = pairs.filter((pair) => !pair.includes(undefined))
  return known && known[0] === known[1]
}

/** The path of an owner's page; `undefined` without an ID, or for an e-mail address or dots. */
export function personPath(owner: Owner | undefined): string | undefined {
  const id = owner?.id
  return !id || mayNameEmail(id) || /^\.{1,2}$/.test(id) ? undefined : paths.person(id)
}
