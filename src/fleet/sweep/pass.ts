import type { DevicePage } from '../../device/device-source.ts'
import { parseTime } from '../../lib/time.ts'

/** One reading of all pages: the devices met, and the signs that the list moved meanwhile. */
export type Pass = ReturnType<typeof beginPass>

/** Begins a pass. `passed` is a moment on the server's clock that has passed, ms since epoch. */
export function beginPass(passed: number) {
  const ids = new Map<string, number>()
  const idAt: (string | undefined)[] = []
  const registeredLater = new Set<string>()
  let began: (Pick<DevicePage, 'total' | 'statedTotal'> & { notBefore: number }) | undefined
  let lastTotal: number | undefined
  let drifted = false

  return {
    /** Places of the devices met by ID; 0-based in the whole list. */
    ids,
    /** The total on the first page, or the latest one where the first gave none. */
    total: () => began?.total ?? lastTotal,
    /** True when a device, a place or the total differed between two pages. */
    hasDrifted: () => drifted,
    /** Takes a page in; `now` is the current time, ms since epoch. */
    take(page: DevicePage, now: number): void {
      const { total, statedTotal } = page
      began ??= { total, statedTotal, notBefore: Math.max(passed, newestTime(page, now)) }
      // The stated one, because a last page that promises a next one contradicts a total that is right.
      if (statedTotal !== began.statedTotal) drifted = true
      lastTotal = total ?? lastTotal
      for (const [row, { id, createdAt }] of page.rows.entries()) {
        const place = page.offset + row
        const earlier = idAt[place]
        if ((earlier !== undefined && earlier !== id) || (ids.get(id) ?? place) !== place) {
          drifted = true
        }
        idAt[place] = id
        if (!ids.has(id)) ids.set(id, place)
        // An absent or unreadable time is NaN, which proves nothing.
        if (!((parseTime(createdAt) ?? Number.NaN) <= began.notBefore)) registeredLater.add(id)
      }
    },
    /** Number of devices that provably existed when the pass began; those in `known` existed before. */
    proven(known?: ReadonlyMap<string, number>): number {
      let unproven = 0
      for (const id of registeredLater) if (!known?.has(id)) unproven += 1
      return ids.size - unproven
    },
  }
}

/** The newest time on a page, which had passed by then; times ahead of `now` are ignored. */
export function newestTime({ rows }: DevicePage, now: number): number {
  let newest = Number.NEGATIVE_INFINITY
  for (const { createdAt, updatedAt, lastConnection } of rows) {
    for (const text of [createdAt, updatedAt, lastConnection]) {
      const time = parseTime(text) ?? Number.NaN
      if (time <= now && time > newest) newest = time
    }
  }
  return newest
}
