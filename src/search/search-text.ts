import { formatQuery, parseQuery, tokens } from '../query/query.ts'
import { showToast } from '../feedback/toasts.ts'
import type { Session } from '../session/open-session.ts'

// The press that leaves a search field, which waits for its end.
export { pressEnded } from '../lib/press.ts'

/** Shorter tokens are names and serial numbers; keys are rarely as short. */
const minKeyLength = 20
/** Length of a run of letters and digits that hyphenated names don't have. */
const minPieceLength = 16
/** Changes between letters and digits: a name has its digits in one or two places. */
const minSwitches = 4
/** Groups of hex digits, with or without a prefix such as `MAC-`. */
const hex = /^(?:[a-z]{1,8}[-_])?[\da-f]+(?:[-_.][\da-f]+)*$/i

/** The two parts of a search: what its field shows, and the filters that stand beside it. */
export interface SplitSearch {
  /** Words, and what isn't valid, so that it can be corrected where it was typed. */
  words: string
  filters: string
}

/** Splits a search, so that each filter is shown once. */
export function splitSearch(q: string): SplitSearch {
  const { terms } = parseQuery(q)
  const isTyped = ({ kind }: (typeof terms)[number]) => kind === 'word' || kind === 'unreadable'
  return {
    words: formatQuery(terms.filter(isTyped)),
    filters: formatQuery(terms.filter((term) => !isTyped(term))),
  }
}

/** True for a search that holds an API key, which must not get into the address; and says so. */
export function refuseKey(session: Session, text: string): boolean {
  let isInUse = false
  session.withKey((key) => {
    isInUse = text.includes(key)
  })
  if (!isInUse && !tokens(text).some(({ source }) => looksLikeKey(source))) return false
  const said = 'That looked like an API key, so it wasn’t searched for.'
  showToast(session, isInUse ? said : `${said} If it isn’t one, put it in quotes.`, 'attention')
  return true
}

/**
 * True for a token that looks like an API key: long, random, of its characters. Terms, quoted text, e-mail
 * addresses, hex and serial numbers, which have no lowercase letters, don't.
 */
export function looksLikeKey(token: string): boolean {
  if (token.length < minKeyLength || !/^[\w.~+/=-]+$/.test(token)) return false
  if (hex.test(token)) return false
  return token.split(/[^\da-z]+/i).some((piece) => {
    const switches = piece.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0
    return piece.length >= minPieceLength && switches >= minSwitches && /[a-z]/.test(piece)
  })
}
