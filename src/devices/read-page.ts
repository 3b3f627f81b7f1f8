import { recentlyRemoved } from '../actions/removed.ts'
import type { DevicePage } from '../api/device.ts'
import { listDevices, type ListRequest } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { listSearch, type ListParams } from './list-params.ts'

/** A page of the list as it can be shown. */
export interface ListPage extends DevicePage {
  /** The server answered 400 to the sort; the rows are in its own order. */
  sortRefused: boolean
  /** Of a search: the copy of the fleet that answered. */
  copy?: { isWhole: boolean; readAt: number }
}

/** The page asked for before the app was there. */
let ahead: { params: ListParams; answer: Promise<ListPage>; page?: ListPage } | undefined

/** Asks for a page while the rest of the app is still downloading. */
export function readPageAhead(params: ListParams): void {
  ahead = { params, answer: requestPage(params) }
  void noteWhenThere(ahead)
}

async function noteWhenThere(asked: NonNullable<typeof ahead>): Promise<void> {
  try {
    asked.page = await asked.answer
  } catch (error) {
    // A refusal was of the key there was then; it must not be told to whoever connects with another.
    if (ahead === asked && error instanceof ApiError && error.kind === 'unauthorized') {
      ahead = undefined
    }
    // Any other failure is for whoever picks the answer up.
  }
}

/** The page asked for ahead, if it is already there; it is handed out once. */
export function takeSettledAhead(): { params: ListParams; page: ListPage } | undefined {
  if (!ahead?.page) return undefined
  const { params, page } = ahead
  ahead = undefined
  return { params, page }
}

/** Reads one page of the list, in the page size the server really uses. Throws `ApiError`. */
export function readPage(params: ListParams, signal?: AbortSignal): Promise<ListPage> {
  const asked = ahead
  ahead = undefined
  return asked && listSearch(asked.params) === listSearch(params)
    ? asked.answer
    : requestPage(params, signal)
}

async function requestPage(params: ListParams, signal?: AbortSignal): Promise<ListPage> {
  const { sort, page, size } = params
  let answer = await listWithSort({ sort, limit: size, offset: (page - 1) * size }, signal)
  if (answer.limit !== size && page > 1) {
    // The server uses another page size, so page n starts elsewhere; asking with the
    // wrong offset would skip or repeat devices.
    const { limit } = answer
    const again = await listWithSort({ sort, limit, offset: (page - 1) * limit }, signal)
    // A server that gives more rows than it says would seem to have smaller pages at the end.
    answer = again.hasNext ? again : { ...again, limit }
  }
  return withoutRemoved(answer)
}

/** How sorts are spelled is undocumented, so a refused one must not cost the data (API.md, "Sort"). */
async function listWithSort(request: ListRequest, signal?: AbortSignal): Promise<ListPage> {
  try {
    return { ...(await listDevices(request, signal)), sortRefused: false }
  } catch (error) {
    const mayBeTheSort =
      error instanceof ApiError && error.status === 400 && request.sort.length > 0
    if (!mayBeTheSort) throw error
    return { ...(await listDevices({ ...request, sort: [] }, signal)), sortRefused: true }
  }
}

/** A server may still list for a moment what it just removed. */
function withoutRemoved(page: ListPage): ListPage {
  const devices = page.devices.filter((device) => !recentlyRemoved(device.id))
  const gone = page.devices.length - devices.length
  return gone === 0
    ? page
    : { ...page, devices, total: page.total === undefined ? undefined : page.total - gone }
}
