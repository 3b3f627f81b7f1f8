/** A larger difference (ms) between the clocks means that one was set, or stopped during sleep. */
const toleranceMs = 1_000

const wallAtStart = Date.now()
const ticksAtStart = performance.now()

/** The page's clocks: their last readings, and the host's time when it was last heard of. */
const clock = {
  wall: wallAtStart,
  ticks: ticksAtStart,
  /** Readings of both clocks when they last diverged, with the steady time then. */
  anchor: { value: wallAtStart, ticks: ticksAtStart, offset: wallAtStart - ticksAtStart },
  server: undefined as { time: number; ticks: number } | undefined,
}

/**
 * Milliseconds on a clock that only moves forward, for measuring age. `Date` can be set back and
 * `performance.now()` can stop during sleep, so the one that advanced more counts. Values are
 * comparable within this page only; `wallTime` converts them to a time of day.
 */
export function steadyNow(): number {
  const wall = Date.now()
  const ticks = performance.now()
  const { anchor } = clock
  if (Math.abs(wall - ticks - anchor.offset) > toleranceMs) {
    const value = anchor.value + (clock.ticks - anchor.ticks)
    const step = Math.max(wall - clock.wall, ticks - clock.ticks, 0)
    clock.anchor = { value: value + step, ticks, offset: wall - ticks }
  }
  clock.wall = wall
  clock.ticks = ticks
  return clock.anchor.value + (ticks - clock.anchor.ticks)
}

/** Converts a steady time to ms since epoch on this machine's clock. */
export function wallTime(steady: number): number {
  return Date.now() - (steadyNow() - steady)
}

/** Reads the server's time from `Date` (RFC 9110, 6.6.1), which CORS may hide. */
export function learnServerTime(headers: Headers): void {
  const date = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(date)) return
  // A cached response states its age.
  const age = Number(headers.get('age') ?? 0)
  clock.server = { time: date + (age > 0 ? age * 1_000 : 0), ticks: performance.now() }
}

/** The time to compare with the API's: the earlier of both clocks, so nothing looks unused. */
export function serverNow(): number {
  const here = Date.now()
  const { server } = clock
  return server ? Math.min(here, server.time + (performance.now() - server.ticks)) : here
}
