import type { PostureLeaf } from '../query/posture-path.ts'
import { leafTest, type PostureCondition } from '../query/posture-values.ts'

type Condition = Exclude<PostureCondition, { comparison: 'none' }>

/** A range of values, with the devices that have one in it. */
export interface PostureBin {
  label: string
  /** A search for the bin: all of these must hold. */
  conditions: readonly Condition[]
  devices: number
}

interface CountedBin extends PostureBin {
  tests: readonly ((leaf: PostureLeaf) => boolean)[]
}

const day = 86_400_000
const ages = [
  { label: 'Within 24 hours', from: 0, to: day },
  { label: '1 to 7 days ago', from: day, to: 7 * day },
  { label: '7 to 30 days ago', from: 7 * day, to: 30 * day },
  { label: '30 to 90 days ago', from: 30 * day, to: 90 * day },
  { label: 'Over 90 days ago', from: 90 * day, to: Number.POSITIVE_INFINITY },
]

/** Empty bins by age; a time in the future is within 24 hours. `now` is in ms since epoch. */
export function timeBins(now: number): CountedBin[] {
  return ages.map(({ label, from, to }) => {
    const conditions: Condition[] = []
    if (from > 0) conditions.push({ comparison: '>=', ms: from })
    if (Number.isFinite(to)) conditions.push({ comparison: '<', ms: to })
    return emptyBin(label, conditions, now)
  })
}

const mostBins = 6

/** Empty bins of round width for these numbers; none where a bar for each value says more. */
export function numberBins(values: readonly number[]): CountedBin[] {
  const least = values[0]
  const most = values.at(-1)
  if (least === undefined || most === undefined || values.length <= 8) return []
  const width = roundUp((most - least) / (mostBins - 1))
  const first = Math.floor(least / width)
  const edges = Array.from({ length: mostBins + 1 }, (_, step) =>
    // Without this, 3 × 0.1 would be 0.30000000000000004.
    Number(((first + step) * width).toPrecision(12)),
  ).filter((edge, step) => step === 0 || edge - width <= most)
  // Exponents aren't part of a search.
  if (edges.some((edge) => !/^-?[\d.]+$/.test(String(edge)))) return []
  return edges.slice(1).map((to, step) => {
    const from = edges[step] ?? 0
    return emptyBin(`${from} to below ${to}`, [
      { comparison: '>=', value: String(from) },
      { comparison: '<', value: String(to) },
    ])
  })
}

/** Counts devices whose posture has these values. */
export function countBin(bin: CountedBin, leaves: readonly PostureLeaf[], devices: number): void {
  if (bin.tests.every((test) => leaves.some(test))) bin.devices += devices
}

function emptyBin(label: string, conditions: readonly Condition[], now = 0): CountedBin {
  return { label, conditions, devices: 0, tests: conditions.map((each) => leafTest(each, now)) }
}

/** The next of 1, 2, 5, 10, 20, 50, …, or such a fraction. */
function roundUp(width: number): number {
  const unit = 10 ** Math.floor(Math.log10(width))
  return unit * ([1, 2, 5].find((factor) => factor * unit >= width) ?? 10)
}
