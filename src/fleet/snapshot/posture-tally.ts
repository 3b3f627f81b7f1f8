import { valueKey } from '../../query/value-key.ts'

export interface TalliedValues {
  /** Number of distinct values; values that are equal to a search count as one. */
  distinct: number
  /** There are more than `maxDistinct`; later ones aren't counted. */
  isDistinctCut: boolean
  values: readonly { text: string; devices: number }[]
}

export type Tally = ReturnType<typeof createTally>

const maxDistinct = 10_000

/** Makes an empty tally. */
export function createTally() {
  const entries = new Map<string, { text: string; devices: number; lastPosture: number }>()
  let isDistinctCut = false
  return {
    /** Adds a value of a posture that so many devices have; a posture counts once for each value. */
    add(text: string, devices: number, posture: number): void {
      const key = valueKey(text)
      const entry = entries.get(key)
      if (!entry) {
        if (entries.size < maxDistinct) entries.set(key, { text, devices, lastPosture: posture })
        else isDistinctCut = true
        return
      }
      // Spellings with invisible characters are longer, and must not name the value.
      if (text.length < entry.text.length) entry.text = text
      if (entry.lastPosture !== posture) entry.devices += devices
      entry.lastPosture = posture
    },
    top: (limit: number): TalliedValues => ({
      distinct: entries.size,
      isDistinctCut,
      values: [...entries.values()]
        .toSorted((a, b) => b.devices - a.devices)
        .slice(0, limit)
        .map(({ text, devices }) => ({ text, devices })),
    }),
  }
}
