import type { Location } from 'react-router'
import { isRecord } from '../lib/is-record.ts'
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
}

/** Translates between the parameters of one list, its address and its history entries. */
export type ListAddress<Field extends string> = ReturnType<typeof createListAddress<Field>>

/** Creates the address of the list at `path`; `fieldsFor` a search text, it can be sorted by these. */
export function createListAddress<Field extends string>(
  path: string,
  fieldsFor: (q: string) => readonly Field[],
) {
  const parse = (search: string) => parseListParams(search, fieldsFor)
  return {
    path,
    fieldsFor,
    parse,
    originOf: (session: Session, params: ListParams<Field>): ListOrigin =>
      mayNameEmail(params.q)
        ? { list: listSearch({ ...params, q: '' }), textId: idOfPrivateText(session, params.q) }
        : { list: listSearch(params) },
    paramsOf(session: Session, { list, textId = '' }: ListOrigin): ListParams<Field> {
      const params = parse(list)
      return { ...params, q: privateTexts(session).get(textId) ?? params.q }
    },
    linkTo: (origin: ListOrigin): ListLink => ({ to: path + origin.list, state: origin }),
    /** The list that the page at `location` is, or that it was opened from. */
    originAt({ pathname, search, state }: Location): ListOrigin {
      const { list, textId } = isRecord(state) ? state : {}
      const held = typeof list === 'string' ? list : ''
      return {
        list: isSamePath(pathname, path) ? search : held,
        ...(typeof textId === 'string' && { textId }),
      }
    },
  }
}
