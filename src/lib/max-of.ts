/** The largest value, or `floor` if none is larger. `Math.max(...values)` fails at about 100,000 values. */
export function maxOf(values: readonly number[], floor: number): number {
  return values.reduce((max, value) => Math.max(max, value), floor)
}
