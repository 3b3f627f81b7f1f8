import { postureVerdicts, type PostureVerdict } from '../device/posture.ts'
import type { PostureColumn } from './posture-column.ts'
import { isLastCheck } from './posture-matching.ts'
import { partsAt, type PosturePath, type PostureParts } from '../query/posture-path.ts'
import { findPaths, type FoundPaths } from './posture-paths.ts'
import { countBin, numberBins, timeBins } from './posture-bins.ts'
import { startSummary, type PathSummary } from './posture-summary.ts'

/** The postures of all devices: which values they have, and how many devices have each. */
export interface PostureProfile extends Pick<FoundPaths, 'isCut' | 'tooDeep'> {
  devices: number
  /** Devices whose answer holds a posture, empty or not. */
  withPosture: number
  /** Devices that were read by themselves, because the list has no posture. */
  readSingly: number
  /** Devices that have no posture in the list and weren't read by themselves. */
  unread: number
  results: Readonly<Record<PostureVerdict, number>>
  /** In the order in which postures name them. */
  paths: readonly PathSummary[]
}

/**
 * Counts what the postures of these rows hold; exact, by the same reading as a search. Each distinct
 * posture is read once and counts for all its devices. `readSingly` is 1 for rows that were read by
 * themselves; `now` is in ms since epoch.
 */
export function profilePostures(
  column: PostureColumn,
  rows: Uint32Array,
  readSingly: Uint8Array,
  now: number,
): PostureProfile {
  const codes = column.codes()
  const counts = new Uint32Array(column.codeCount())
  let single = 0
  let unread = 0
  for (const row of rows) {
    const code = codes[row] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
    if (readSingly[row] === 1) single += 1
    else if (code === 0) unread += 1
  }

  /** Calls `work` for each distinct posture in use, with the number of its devices. */
  function each(work: (posture: unknown, devices: number, hasOwnCheckTimes: boolean) => void) {
    for (const [code, devices] of counts.entries()) {
      if (code === 0 || devices === 0) continue
      const { posture, hasOwnCheckTimes } = column.template(code)
      work(posture, devices, hasOwnCheckTimes)
    }
  }
  /** Reads the postures at these paths, with the number of devices that each stands for. */
  function read<T extends { path: PosturePath }>(
    targets: readonly T[],
    take: (target: T, parts: PostureParts, devices: number) => void,
  ) {
    each((posture, devices, hasOwnCheckTimes) => {
      for (const target of targets) {
        if (hasOwnCheckTimes && isLastCheck(target.path)) continue
        take(target, partsAt(posture, target.path), devices)
      }
    })
    const byRow = targets.find(({ path }) => isLastCheck(path))
    if (!byRow) return
    for (const row of rows) {
      const time = column.checkedAt.get(row)
      if (time !== undefined) take(byRow, { leaves: [time], branches: [] }, 1)
    }
  }

  const { paths, isCut, tooDeep } = findPaths(each)
  const summaries = paths.map((path) => ({ path, ...startSummary(path) }))
  read(summaries, ({ add }, parts, devices) => add(parts, devices))
  const binned = summaries.map(({ path, hasTimes, numbers, finish }) => ({
    path,
    finish,
    bins: [...(hasTimes() ? timeBins(now) : []), ...numberBins(numbers())],
  }))
  read(
    binned.filter(({ bins }) => bins.length > 0),
    ({ bins }, { leaves }, devices) => {
      for (const bin of bins) countBin(bin, leaves, devices)
    },
  )

  const results = Object.fromEntries(postureVerdicts.map((verdict) => [verdict, 0])) as Record<
    PostureVerdict,
    number
  >
  for (const [code, devices] of counts.entries()) {
    results[column.verdicts[code] ?? 'unknown'] += devices
  }
  return {
    devices: rows.length,
    withPosture: rows.length - (counts[0] ?? 0),
    readSingly: single,
    unread,
    results,
    paths: binned.map(({ finish, bins }) => finish(bins)),
    isCut,
    tooDeep,
  }
}
