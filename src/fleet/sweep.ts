import type { DevicePage } from '../api/device.ts'
import { mostRowsAPage } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { wait } from '../lib/wait.ts'
import { mostDevicesRead } from './fleet-state.ts'
import { createLanes } from './concurrency.ts'
import { beginWalk, type Walk } from './pass.ts'

export interface SweepOptions {
  /** Reads one page in the server's own order. Rejects with `ApiError`. */
  listPage: (request: { offset: number; limit: number }, signal: AbortSignal) => Promise<DevicePage>
  /** A walk begins: 1, and 2 when the fleet moved during the first. */
  onWalk?: (walk: number) => void
  onPage: (page: DevicePage) => void
  onProgress?: (progress: { read: number; total: number | undefined }) => void
  /** This machine's clock, ms since epoch. */
  now?: () => number
  /** Pause before a page that failed is asked for again, in ms. */
  retryAfterMs?: number
}

export type SweepResult =
  | { kind: 'complete'; read: number; total: number | undefined }
  | { kind: 'incomplete'; read: number; total: number | undefined; missing: number | undefined }
  | { kind: 'declined'; total: number }

export interface Sweep {
  /** Rejects with what `listPage` rejected with once trying again did not help, or an `AbortError` after `stop`. */
  result: Promise<SweepResult>
  stop: () => void
  pause: () => void
  resume: () => void
  /** Fewer lanes for a while: the server asked for patience. */
  slowDown: () => void
}

/** Rows that neighbouring pages share, so that a list which moves between them shows it. */
const overlap = 5
const attemptsAPage = 3
/** Refusals for going too fast in a row, after which it is no longer a matter of patience. */
const mostRefusals = 12

/**
 * Reads the whole fleet by the documented list alone, in overlapping pages, four at a time.
 *
 * Offset pages of a list that changes can skip a device without a trace, so it is called complete
 * only when that is shown. Let t be the moment of the walk's first page, N the total it told and S
 * the devices met. If each of S was there at t and S has N members, S is the fleet as it was at t,
 * and no device that was there throughout is missing. A device was there at t when it was registered
 * (`createdAt`) no later than some time on that first page, or when an earlier walk had met it: an id
 * that was removed does not return. Besides, nothing may speak against a still list: each device
 * met at one place only, one device at each place, one total on every page.
 *
 * Otherwise it walks once more, joins both by id, and what is then not shown is told as `missing`:
 * N less the devices that were provably there. No more devices than that can be missing.
 *
 * What remains: a server that tells a wrong total in the same wrong way on each page, gives a new
 * device an old `createdAt`, or lists from copies that disagree, defeats this. Without any total
 * there is no proof; two walks that met exactly the same devices on a still list are then believed.
 */
export function startSweep(options: SweepOptions): Sweep {
  const stopped = new AbortController()
  const lanes = createLanes(stopped.signal)
  return {
    result: sweep(options, lanes, stopped.signal),
    stop: () => stopped.abort(),
    pause: lanes.pause,
    resume: lanes.resume,
    slowDown: lanes.slowDown,
  }
}

type Lanes = ReturnType<typeof createLanes>

async function sweep(
  options: SweepOptions,
  lanes: Lanes,
  signal: AbortSignal,
): Promise<SweepResult> {
  // Whoever starts it may hold it back in the same breath.
  await Promise.resolve()
  options.onWalk?.(1)
  const first = await walkAll(options, lanes, signal)
  if (typeof first === 'number') return { kind: 'declined', total: first }
  const size = first.total()
  if (size !== undefined && !first.hasDrifted() && first.proven(undefined) === size) {
    if (first.ids.size === size) return { kind: 'complete', read: size, total: size }
  }

  options.onWalk?.(2)
  const second = await walkAll(options, lanes, signal)
  if (typeof second === 'number') return { kind: 'declined', total: second }
  return judge(first, second)
}

function judge(first: Walk, second: Walk): SweepResult {
  const total = second.total()
  const read = new Set([...first.ids.keys(), ...second.ids.keys()]).size
  const isStill = !second.hasDrifted()
  if (total === undefined) {
    const isSame = read === first.ids.size && read === second.ids.size
    if (isStill && isSame && !first.hasDrifted()) return { kind: 'complete', read, total }
    return { kind: 'incomplete', read, total, missing: undefined }
  }
  const unproven = total - second.proven(first.ids)
  if (isStill && unproven === 0 && second.ids.size === total) {
    return { kind: 'complete', read: total, total }
  }
  return { kind: 'incomplete', read, total, missing: Math.max(1, unproven) }
}

/** Walks over all pages once; a number when there are too many devices: how many. */
async function walkAll(
  options: SweepOptions,
  lanes: Lanes,
  signal: AbortSignal,
): Promise<Walk | number> {
  const { onPage, onProgress, now = Date.now } = options
  const walk = beginWalk()
  let asked = mostRowsAPage
  /** Where the list ends, as far as known; pages are planned up to there. */
  let end = Number.POSITIVE_INFINITY
  let tooMany: number | undefined

  async function readAt(offset: number): Promise<DevicePage> {
    const page = await persistently(options, { offset, limit: asked }, lanes, signal)
    signal.throwIfAborted()
    const newBefore = walk.ids.size
    walk.take(page, now())
    onPage(page)
    onProgress?.({ read: walk.ids.size, total: walk.total() })
    const size = Math.max(page.total ?? 0, walk.ids.size)
    if (size > mostDevicesRead) tooMany = size
    // A server that gives the same page for ever must not be followed for ever.
    const isStuck = page.total === undefined && walk.ids.size === newBefore
    const reached = page.offset + page.devices.length + page.unreadable
    if (page.total !== undefined) end = page.total
    // Where the end is in doubt, only an empty page shows it.
    else if (isStuck || !(page.hasNext || page.isEndDoubtful)) end = Math.min(end, reached)
    return page
  }

  const page = await readAt(0)
  if (tooMany !== undefined) return tooMany
  if (page.hasNext || page.isEndDoubtful || end > page.devices.length) {
    // The page size in force is the server's choice (API.md).
    const limit = Math.max(1, Math.min(page.limit, page.devices.length))
    asked = Math.min(limit, mostRowsAPage)
    const shared = Math.min(overlap, limit - 1)
    /** Places that a short page left open. */
    const gaps: number[] = []
    let next = limit - shared
    await lanes.run(() => {
      if (tooMany !== undefined) return undefined
      const gap = gaps.pop()
      const offset = gap ?? next
      if (gap === undefined) {
        if (next + shared >= end) return undefined
        next += limit - shared
      }
      return async () => {
        const got = await readAt(offset)
        const rows = got.devices.length + got.unreadable
        if (got.hasNext && rows > 0 && rows < limit) gaps.push(offset + Math.max(1, rows - shared))
      }
    })
  }
  return tooMany ?? walk
}

/** Asks for a page until it comes, as long as there is hope. */
async function persistently(
  { listPage, retryAfterMs = 1_000 }: SweepOptions,
  request: { offset: number; limit: number },
  lanes: Lanes,
  signal: AbortSignal,
): Promise<DevicePage> {
  let attempts = 0
  for (;;) {
    await lanes.whileRunning()
    try {
      const page = await listPage(request, signal)
      lanes.noteSuccess()
      return page
    } catch (error) {
      if (signal.aborted || !(error instanceof ApiError)) throw error
      if (error.kind === 'rate-limited') {
        // The gate of the wire says when to go on; here it is only a matter of how many at once.
        if (lanes.noteRefusal() > mostRefusals) throw error
        lanes.slowDown()
      } else {
        attempts += 1
        const mayHeal = ['server', 'timeout', 'unreachable'].includes(error.kind)
        if (!mayHeal || attempts >= attemptsAPage) throw error
      }
      await wait(retryAfterMs, signal)
    }
  }
}
