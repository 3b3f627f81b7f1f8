import type { PostureBin } from './posture-bins.ts'
import {
  leafText,
  type PostureLeaf,
  type PosturePath,
  type PostureParts,
} from '../query/posture-path.ts'
import { timeOf, valueKey } from '../query/posture-values.ts'

/** Types of values as JSON has them; times are texts in ISO 8601. */
export type LeafType = 'boolean' | 'number' | 'time' | 'text' | 'null' | 'list' | 'object'

/** The values of all devices at one path. */
export interface PathSummary {
  path: PosturePath
  /** Devices that have something there. */
  devices: number
  /** Devices by type; more than one type is a finding. */
  types: readonly { type: LeafType; devices: number }[]
  /** Number of distinct values besides times. */
  distinct: number
  /** There are more than `mostDistinct`, of which later ones are not counted. */
  isDistinctCut: boolean
  /** The most frequent, the most frequent first. */
  values: readonly { text: string; devices: number }[]
  /** Ages of times, and ranges of numbers that have too many values for a bar each. */
  bins: readonly PostureBin[]
  numbers?: { least: number; middle: number; most: number }
}

/** Distinct values counted for one path. */
export const mostDistinct = 1_000
/** Bars shown for one path. */
const mostValues = 8

/** Starts the summary of one path: `add` takes the values of each posture, `finish` gives the result. */
export function startSummary(path: PosturePath) {
  let total = 0
  let isDistinctCut = false
  const types = new Map<LeafType, number>()
  const values = new Map<string, { text: string; devices: number }>()
  const numbers = new Map<number, number>()

  return {
    add({ leaves, branches }: PostureParts, devices: number) {
      if (leaves.length + branches.length === 0) return
      total += devices
      const own = new Set([...leaves, ...branches].map(typeOf))
      for (const type of own) types.set(type, (types.get(type) ?? 0) + devices)
      const counted = new Set<string>()
      for (const leaf of leaves) {
        if (typeOf(leaf) === 'time') continue
        if (typeof leaf === 'number') numbers.set(leaf, (numbers.get(leaf) ?? 0) + devices)
        const text = leafText(leaf)
        const key = valueKey(text)
        if (counted.has(key)) continue
        counted.add(key)
        const known = values.get(key)
        if (known) known.devices += devices
        else if (values.size < mostDistinct) values.set(key, { text, devices })
        else isDistinctCut = true
      }
    },
    hasTimes: () => types.has('time'),
    /** Distinct numbers in ascending order. */
    numbers: () => [...numbers.keys()].toSorted((a, b) => a - b),
    finish(bins: readonly PostureBin[]): PathSummary {
      const hasNumberBins = bins.some(({ conditions }) =>
        conditions.some((each) => 'value' in each),
      )
      const spread = spreadOf(numbers)
      return {
        path,
        devices: total,
        types: [...types].map(([type, devices]) => ({ type, devices })),
        distinct: values.size,
        isDistinctCut,
        values: [...values.values()]
          .filter(({ text }) => !(hasNumberBins && isPlainNumber(text)))
          .toSorted((a, b) => b.devices - a.devices)
          .slice(0, mostValues),
        bins: bins.map(({ label, conditions, devices }) => ({ label, conditions, devices })),
        ...(spread && { numbers: spread }),
      }
    },
  }
}

function typeOf(leaf: PostureLeaf | object): LeafType {
  if (leaf === null) return 'null'
  if (typeof leaf === 'object') return Array.isArray(leaf) ? 'list' : 'object'
  if (typeof leaf !== 'string') return typeof leaf === 'number' ? 'number' : 'boolean'
  return Number.isNaN(timeOf(leaf)) ? 'text' : 'time'
}

function isPlainNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text)
}

function spreadOf(numbers: ReadonlyMap<number, number>): PathSummary['numbers'] {
  const ordered = [...numbers].toSorted(([a], [b]) => a - b)
  const first = ordered[0]
  const last = ordered.at(-1)
  if (!first || !last || ordered.length < 2) return undefined
  const half = ordered.reduce((sum, [, count]) => sum + count, 0) / 2
  let passed = 0
  const middle = ordered.find(([, count]) => (passed += count) >= half)
  return { least: first[0], middle: middle?.[0] ?? first[0], most: last[0] }
}
