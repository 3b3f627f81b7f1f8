import type { DevicePage } from '../api/device.ts'

/** What one walk over all pages met, and what speaks against it being the whole. */
export interface Walk {
  /** Takes a page in; `now` is this machine's clock, ms since epoch. */
  take(page: DevicePage, now: number): void
  /** Devices met. */
  readonly ids: ReadonlyMap<string, number>
  /** The fleet's size when the walk began, or the last one told when it did not say then. */
  total: () => number | undefined
  /** True when a device, a place or the total was not the same twice. */
  hasDrifted: () => boolean
  /** Devices that were there when the walk began, as far as can be proven; `known` were there before it. */
  proven(known: ReadonlyMap<string, number> | undefined): number
}

/** Begins a walk. */
export function beginWalk(): Walk {
  /** The one place each device was met at; 0-based in the whole list. */
  const ids = new Map<string, number>()
  const idAt: (string | undefined)[] = []
  const registeredLater = new Set<string>()
  let began: { total: number | undefined; notBefore: number } | undefined
  let lastTotal: number | undefined
  let drifted = false

  return {
    ids,
    total: () => began?.total ?? lastTotal,
    hasDrifted: () => drifted,
    take(page, now) {
      began ??= { total: page.total, notBefore: newestTime(page, now) }
      if (page.total !== began.total) drifted = true
      lastTotal = page.total ?? lastTotal
      for (const [row, { id, createdAt }] of page.devices.entries()) {
        const place = page.offset + row
        const earlier = idAt[place]
        if ((earlier !== undefined && earlier !== id) || (ids.get(id) ?? place) !== place) {
          drifted = true
        }
        idAt[place] = id
        if (!ids.has(id)) ids.set(id, place)
        // NaN for a time that is absent or unreadable: nothing is proven by it.
        if (!(Date.parse(createdAt ?? '') <= began.notBefore)) registeredLater.add(id)
      }
    },
    proven(known) {
      let unproven = 0
      for (const id of registeredLater) if (!known?.has(id)) unproven += 1
      return ids.size - unproven
    },
  }
}

/**
 * A moment on the server's clock that had passed when it made this page: the newest time on it.
 * A time ahead of this machine's clock is left aside, since one nonsense date would prove everything.
 */
function newestTime({ devices }: DevicePage, now: number): number {
  let newest = Number.NEGATIVE_INFINITY
  for (const { createdAt, updatedAt, lastConnection } of devices) {
    for (const text of [createdAt, updatedAt, lastConnection]) {
      const time = text === undefined ? Number.NaN : Date.parse(text)
      if (time <= now && time > newest) newest = time
    }
  }
  return newest
}
