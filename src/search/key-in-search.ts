import { tokens } from '../fleet/query.ts'
import { showToast } from '../feedback/toasts.ts'
import { withKey } from '../session/session.ts'

/** Shorter tokens are names and serial numbers; keys are rarely as short. */
const shortestKey = 20
/** Letters and digits in one piece, which hyphenated names do not have. */
const shortestPiece = 16
/** A name has its digits at one place or two; random text goes back and forth. */
const fewestSwitches = 4

/**
 * True for a search that holds an API key, pasted into the wrong field; it then says so. Such text
 * must not be searched for, since a search is part of the page's address.
 */
export function refuseKey(text: string): boolean {
  if (holdsKeyInUse(text)) {
    showToast('That looked like an API key, so it wasn’t searched for.', 'attention')
    return true
  }
  if (!tokens(text).some(({ source }) => looksLikeKey(source))) return false
  showToast(
    'That looked like an API key, so it wasn’t searched for. If it isn’t one, put it in quotes.',
    'attention',
  )
  return true
}

/**
 * True for one part of a search that reads like an API key: long, of a key's characters, random.
 * Left alone are what people do search for: terms, quoted text, e-mail addresses, hex (as UUIDs,
 * hardware IDs and hashes are) and serial numbers, which have no small letters.
 */
export function looksLikeKey(token: string): boolean {
  if (token.length < shortestKey || !/^[\w.~+/=-]+$/.test(token)) return false
  if (isHex(token)) return false
  return token.split(/[^\da-z]+/i).some((piece) => {
    const switches = piece.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0
    return piece.length >= shortestPiece && switches >= fewestSwitches && /[a-z]/.test(piece)
  })
}

/** Hex in pieces, behind a prefix such as `MAC-` at most. */
function isHex(token: string): boolean {
  return /^(?:[a-z]{1,8}[-_])?[\da-f]+(?:[-_.][\da-f]+)*$/i.test(token)
}

/** The key itself, however short or dull it is. */
function holdsKeyInUse(text: string): boolean {
  let isThere = false
  withKey((key) => {
    isThere = text.includes(key)
  })
  return isThere
}
