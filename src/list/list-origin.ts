import type { Location } from 'react-router'
import { isDeviceList, paths } from '../lib/paths.ts'
import { mayNameEmail } from '../lib/text.ts'
import { idOfPrivateText, privateText } from '../session/private-texts.ts'
import { listSearch, parseListParams, type ListParams } from './list-params.ts'

/** A list as a history entry can hold it: what of it may stand in an address, and what may not. */
export interface ListOrigin {
  /** Search of the list's address. */
  list: string
  /** Names a search text that neither an address nor the entry may hold, since it names an e-mail address. */
  textId?: string
}

/** The list that parameters stand for. */
export function originOf(params: ListParams): ListOrigin {
  return mayNameEmail(params.q)
    ? { list: listSearch({ ...params, q: '' }), textId: idOfPrivateText(params.q) }
    : { list: listSearch(params) }
}

/** The parameters a list was left with. */
export function paramsOf({ list, textId }: ListOrigin): ListParams {
  const params = parseListParams(list)
  const text = textId === undefined ? undefined : privateText(textId)
  return text === undefined ? params : { ...params, q: text }
}

/** Where a link to a list leads: its address and what its history entry holds. */
export function linkToList(origin: ListOrigin): { to: string; state: ListOrigin } {
  return { to: paths.devices(origin.list), state: origin }
}

/** The list that the page at `location` is, or that it was opened from. */
export function originAt({ pathname, search, state }: Location): ListOrigin {
  const held = readState(state)
  return isDeviceList(pathname) ? { ...held, list: search } : held
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
