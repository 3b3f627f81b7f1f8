import type { DevicePage } from '../../device/device-source.ts'
import { maxPageSize } from '../../api/page-answer.ts'
import type { ServerSortField } from '../../device/fields.ts'
import type { ListRequest } from '../../list/source/list-source.ts'
import { ApiError } from '../../api/errors.ts'
import type { RequestPool } from './request-pool.ts'
import { maxFleetSize } from '../fleet-state.ts'
import { beginPass, newestTime, type Pass } from './pass.ts'
import { retried } from './retried.ts'

export interface SweepOptions {
  pool: RequestPool
  /** Reads one page. Rejects with `ApiError`. */
  listPage: (request: ListRequest<ServerSortField>, signal: AbortSignal) => Promise<DevicePage>
  /** Called when a pass begins; a second one begins when the first doesn't prove that it is complete. */
  onPass?: () => void
  /** Called for each page, with the devices that its pass has met by now. */
  onPage: (page: DevicePage, progress: { loaded: number; total: number | undefined }) => void
  /** ms since epoch. */
  now?: () => number
  retryAfterMs?: number
}

export type SweepResult =
  | { kind: 'complete'; loaded: number; total: number | undefined }
  | { kind: 'incomplete'; loaded: number; total: number | undefined; missing: number | undefined }
  | { kind: 'declined'; total: number }

/** Rows that neighboring pages share, which show a list that moves between them. */
export const overlap = 5
/** Continue without the newest registration after this time (ms): it only saves requests. */
const newestWithinMs = 3_000
/** One row is in any order: a server that ignores the sort shows only by several. */
const rowsThatShowOrder = 10

/**
 * Reads all devices with the documented list alone, in overlapping pages, four at a time.
 *
 * Offset pages of a list that changes can skip a device without a trace, so the result is complete
 * only when that is proven. Let t be the moment of the pass's first page, N its total and S the
 * devices met. If each of S existed at t and S has N members, S is the list as it was at t, and no
 * device that existed throughout is missing. A device existed at t when it was registered
 * (`createdAt`) no later than a time that had passed at t, or when an earlier pass had met it: a
 * removed ID does not return. Times that had passed are those on the first page, and those of the
 * newest registration, which is requested before it. The list must also have kept still: each device
 * at one place only, one device at each place, one total on every page.
 *
 * Otherwise a second pass follows, and both are joined by ID. `missing` is then N less the devices
 * that provably existed: no more than that can be missing.
 *
 * A server defeats this that gives the same wrong total on each page, gives a new device an old
 * `createdAt`, or lists from replicas that disagree. Without any total there is no proof; two passes
 * that met exactly the same devices on a still list are then believed.
 *
 * Rejects with the failure of `listPage` once retries did not help, or with an `AbortError`. Stopped
 * during the second pass, it resolves with what the first one proves.
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const first = await readPass(options)
  if (typeof first === 'number') return { kind: 'declined', total: first }
  const size = first.total()
  const isProven = first.ids.size === size && first.proven() === size
  if (isProven && !first.hasDrifted()) return { kind: 'complete', loaded: size, total: size }

  const second = await readPass(options).catch((error: unknown) => {
    if (!options.pool.signal.aborted) throw error
    return undefined
  })
  if (typeof second === 'number') return { kind: 'declined', total: second }
  if (second) return judge(first, second)
  const unproven = size === undefined ? undefined : Math.max(1, size - first.proven())
  return { kind: 'incomplete', loaded: first.ids.size, total: size, missing: unproven }
}

function judge(first: Pass, second: Pass): SweepResult {
  const total = second.total()
  const loaded = new Set([...first.ids.keys(), ...second.ids.keys()]).size
  const isStill = !second.hasDrifted()
  if (total === undefined) {
    const isSame = loaded === first.ids.size && loaded === second.ids.size
    if (isStill && isSame && !first.hasDrifted()) return { kind: 'complete', loaded, total }
    return { kind: 'incomplete', loaded, total, missing: undefined }
  }
  const unproven = total - second.proven(first.ids)
  if (isStill && unproven === 0 && second.ids.size === total) {
    return { kind: 'complete', loaded: total, total }
  }
  return { kind: 'incomplete', loaded, total, missing: Math.max(1, unproven) }
}

/** Reads every page once; returns the number of devices instead when there are too many. */
async function readPass(options: SweepOptions): Promise<Pass | number> {
  const { pool, listPage, onPass, onPage, now = Date.now, retryAfterMs } = options
  onPass?.()
  const pass = beginPass(await newestRegistration(options))
  let asked = maxPageSize
  /** End of the list as far as known; pages are planned up to there. */
  let end = Number.POSITIVE_INFINITY
  let tooMany: number | undefined

  async function readAt(offset: number): Promise<DevicePage> {
    const request = { sort: [], offset, limit: asked }
    const page = await retried(() => listPage(request, pool.signal), pool, retryAfterMs)
    pool.signal.throwIfAborted()
    const newBefore = pass.ids.size
    pass.take(page, now())
    onPage(page, { loaded: pass.ids.size, total: pass.total() })
    const size = Math.max(page.total ?? 0, pass.ids.size)
    if (size > maxFleetSize) tooMany = size
    // A server that always gives the same page would otherwise be loaded forever.
    const isStuck = page.total === undefined && pass.ids.size === newBefore
    const reached = page.offset + page.received
    if (page.total !== undefined) end = page.total
    // An end that is in doubt is shown by an empty page alone.
    else if (isStuck || !(page.hasNext || page.isEndUnknown)) end = Math.min(end, reached)
    return page
  }

  const page = await readAt(0)
  if (tooMany !== undefined) return tooMany
  if (page.hasNext || page.isEndUnknown || end > page.received) {
    // The server decides the page size.
    const limit = Math.max(1, Math.min(page.limit, page.received))
    asked = limit
    const shared = Math.min(overlap, limit - 1)
    /** Offsets of rows that a short page left out. */
    const gaps: number[] = []
    let next = limit - shared
    await pool.run(() => {
      if (tooMany !== undefined) return undefined
      const gap = gaps.pop()
      const offset = gap ?? next
      if (gap === undefined) {
        if (next + shared >= end) return undefined
        next += limit - shared
      }
      return async () => {
        const got = await readAt(offset)
        const { received, hasNext, isEndUnknown } = got
        if ((hasNext || isEndUnknown) && received > 0 && received < limit)
          gaps.push(offset + Math.max(1, received - shared))
      }
    })
  }
  return tooMany ?? pass
}

/** Returns a time that has passed on the server's clock: its newest registration, or else one that proves less. */
async function newestRegistration({
  pool,
  listPage,
  now = Date.now,
}: SweepOptions): Promise<number> {
  await pool.whilePaused()
  const inTime = AbortSignal.any([pool.signal, AbortSignal.timeout(newestWithinMs)])
  try {
    const sort = [{ field: 'createdAt', descending: true }] as const
    const limit = rowsThatShowOrder
    return newestTime(await listPage({ sort, limit, offset: 0 }, inTime), now())
  } catch (error) {
    pool.signal.throwIfAborted()
    // The session is over. Any other failure may be the sort's, which the pass can do without.
    if (error instanceof ApiError && endsSession.includes(error.kind)) throw error
    return Number.NEGATIVE_INFINITY
  }
}

const endsSession: readonly string[] = ['unauthorized', 'proxy-key-refused', 'signed-out', 'closed']
