import type { LeafType, PathSummary } from '../fleet/posture-summary.ts'
import { postureTerm, type PostureCondition } from '../query/posture-values.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import type { ValueBar } from './value-bars.tsx'

/** Longer texts would be cut by the address of a list, and then find other devices. */
const longestSearched = 200

const typeNames: Readonly<Record<LeafType, string>> = {
  boolean: 'true or false',
  number: 'number',
  time: 'time',
  text: 'text',
  null: 'null',
  list: 'list',
  object: 'object',
}

const emptyValues = new Map([
  ['', 'Empty text'],
  ['[]', 'Empty list'],
  ['{}', 'Empty object'],
])

/** The bars of a path: its most frequent values, its ranges, and devices without it. */
export function barsOf(summary: PathSummary, total: number): ValueBar[] {
  const { path, devices, values, bins } = summary
  const search = (conditions: readonly PostureCondition[]) =>
    conditions.map((condition) => postureTerm(path, condition)).join(' ')
  const bars: ValueBar[] = [
    ...bins
      .filter(({ devices: count }) => count > 0)
      .map(({ label, conditions, devices: count }) => ({
        label,
        devices: count,
        q: search(conditions),
      })),
    ...values.map(({ text, devices: count }) => ({
      label: emptyValues.get(text.trim()) ?? sanitizeForDisplay(text, 80),
      devices: count,
      q: text.length > longestSearched ? undefined : search([{ comparison: '=', value: text }]),
    })),
  ]
  const without = total - devices
  return without === 0
    ? bars
    : [
        ...bars,
        { label: 'Unknown', devices: without, q: search([{ comparison: 'none' }]), isQuiet: true },
      ]
}

/** The types of a path's values: "text", or "text 12, null 3" where they are mixed. */
export function typesText({ types }: PathSummary, count: (devices: number) => string): string {
  if (types.length === 1) return types.map(({ type }) => typeNames[type]).join('')
  return types
    .toSorted((a, b) => b.devices - a.devices)
    .map(({ type, devices }) => `${typeNames[type]} ${count(devices)}`)
    .join(', ')
}

/** True where all devices that have the path have the same value. */
export function isConstant({ distinct, bins, types }: PathSummary): boolean {
  return distinct === 1 && bins.length === 0 && types.length === 1
}
