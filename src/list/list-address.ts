import type { Location } from 'react-router'
import { isSamePath } from '../lib/paths.ts'
import { mayNameEmail } from '../lib/text.ts'
import type { Session } from '../session/open-session.ts'
import { idOfPrivateText, privateTexts } from '../session/private-texts.ts'
import { listSearch, parseListParams, type ListParams } from './list-params.ts'

/** A list as a history entry holds it: an e-mail address may stand in neither of its parts. */
export interface ListOrigin {
  /** Search of the list's address. */
  list: string
  /** ID of a search text that is held in memory only, because it names an e-mail address. */
  textId?: string
}

/** A link to a list: its address and the state of its history entry. */
export interface ListLink {
  to: string
  state: ListOrigin
  /** Replaces the history entry instead of adding one. */
  replace?: boolean
}

/** Translates between the parameters of one list, its address and its history entries. */
export interface ListAddress<Field extends string> {
  path: string
  /** Fields that the list can be sorted by, given its search text. */
  fieldsFor: (q: string) => readonly Field[]
  parse(search: string): ListParams<Field>
  originOf(session: Session, params: ListParams<Field>): ListOrigin
  paramsOf(session: Session, origin: ListOrigin): ListParams<Field>
  linkTo(origin: ListOrigin): ListLink
  /** The list that the page at `location` is, or that it was opened from. */
  originAt(location: Location): ListOrigin
}

/** Creates the address of the list at `path`. */
export function createListAddress<Field extends string>(
  path: string,
  fieldsFor: (q: string) => readonly Field[],
): ListAddress<Field> {
  const parse = (search: string) => parseListParams(search, fieldsFor)
  return {
    path,
    fieldsFor,
    parse,
    originOf: (session, params) =>
      mayNameEmail(params.q)
        ? { list: listSearch({ ...params, q: '' }), textId: idOfPrivateText(session, params.q) }
        : { list: listSearch(params) },
    paramsOf(session, { list, textId }) {
      const text = textId === undefined ? undefined : privateTexts(session).get(textId)
      return text === undefined ? parse(list) : { ...parse(list), q: text }
    },
    linkTo: (origin) => ({ to: path + origin.list, state: origin }),
    originAt({ pathname, search, state }) {
      const held = readState(state)
      return isSamePath(pathname, path) ? { ...held, list: search } : held
    },
  }
}

function readState(state: unknown): ListOrigin {
  const { list, textId } = (typeof state === 'object' ? (state ?? {}) : {}) as Partial<
    Record<keyof ListOrigin, unknown>
  >
  return {
    list: typeof list === 'string' ? list : '',
    ...(typeof textId === 'string' && { textId }),
  }
}
