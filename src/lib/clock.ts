/** Two clocks that part by more than this (ms) were set, or stood still while the machine slept. */
const clocksPartedMs = 1_000

let lastWall = Date.now()
let lastTicks = performance.now()
/** Where both clocks stood when they last parted, and the time that had passed by then. */
let anchor = { value: lastWall, ticks: lastTicks, offset: lastWall - lastTicks }

/**
 * Milliseconds on a clock that only moves forward, for measuring how old something is: `Date` may be
 * set back, and `performance.now()` may stand still while the machine sleeps. Whichever went farther
 * counts. Comparable within this page only; `wallTime` turns it into a time of day.
 */
export function steadyNow(): number {
  const wall = Date.now()
  const ticks = performance.now()
  if (Math.abs(wall - ticks - anchor.offset) > clocksPartedMs) {
    const value = anchor.value + (lastTicks - anchor.ticks)
    const step = Math.max(wall - lastWall, ticks - lastTicks, 0)
    anchor = { value: value + step, ticks, offset: wall - ticks }
  }
  lastWall = wall
  lastTicks = ticks
  return anchor.value + (ticks - anchor.ticks)
}

/** The time of day (ms since epoch, this machine's clock) of a moment on the steady clock. */
export function wallTime(steady: number): number {
  return Date.now() - (steadyNow() - steady)
}

let server: { time: number; ticks: number } | undefined

/**
 * Learns the time from a response whose `Date` header is readable (RFC 9110, section 6.6.1): from this
 * site's own host always, from the API where it is on the same origin.
 */
export function learnServerTime(headers: Headers): void {
  const date = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(date)) return
  // A cache tells how long it has held the answer.
  const age = Number(headers.get('age') ?? 0)
  server = { time: date + (age > 0 ? age * 1_000 : 0), ticks: performance.now() }
}

/**
 * The current time (ms since epoch) for comparing with the API's times: the earlier of this machine's
 * clock and the host's, so that a clock that runs ahead never makes a device look unused.
 */
export function serverNow(): number {
  const here = Date.now()
  return server ? Math.min(here, server.time + (performance.now() - server.ticks)) : here
}
