import type { Location } from 'react-router'
import { isDeviceList, paths } from '../lib/paths.ts'
import { mayNameEmail } from '../lib/text.ts'
import { listSearch, parseListParams, type ListParams } from './list-params.ts'

/** A list as a history entry can hold it: what of it may stand in an address, and what may not. */
export interface ListOrigin {
  /** Search of the list's address. */
  list: string
  /** Search text that must not be in an address, because it names an e-mail address. */
  privateText?: string
}

/** The list that parameters stand for. */
export function originOf(params: ListParams): ListOrigin {
  return mayNameEmail(params.q)
    ? { list: listSearch({ ...params, q: '' }), privateText: params.q }
    : { list: listSearch(params) }
}

/** The parameters a list was left with. */
export function paramsOf({ list, privateText }: ListOrigin): ListParams {
  const params = parseListParams(list)
  return privateText === undefined ? params : { ...params, q: privateText }
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
  const { list, privateText } = (typeof state === 'object' ? (state ?? {}) : {}) as Partial<
    Record<keyof ListOrigin, unknown>
  >
  return {
    list: typeof list === 'string' ? list : '',
    ...(typeof privateText === 'string' && { privateText }),
  }
}
