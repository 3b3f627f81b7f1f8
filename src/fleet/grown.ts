/** A longer copy of `array`, with room for `row` and a quarter more. */
export function grown<T extends Float64Array | Uint32Array | Uint8Array>(
  array: T,
  row: number,
  type: new (length: number) => T,
): T {
  const longer = new type(Math.max(1_024, Math.ceil((row + 1) * 1.25)))
  longer.set(array)
  return longer
}
