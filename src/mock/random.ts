/** A well-mixed unsigned 32-bit number from three integers: the same on every engine (integer arithmetic only). */
export function hash(seed: number, index: number, salt: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ Math.imul(salt + 1, 0x165667b1)
  return scramble(mixed >>> 0)
}

/** Mixes 32 bits; no two inputs give the same output (the finalizer of MurmurHash3). */
export function scramble(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A sequence of numbers in [0, 1), the same for the same seed. */
export function createRandom(seed = 1): () => number {
  let step = 0
  return () => hash(seed, (step += 1), 0) / 2 ** 32
}

/** The entry of a list that a number of any size selects. */
export function pick<T>(list: readonly T[], chooser: number): T {
  return list[chooser % list.length] as T
}

/** Eight hexadecimal digits of a 32-bit number. */
export function hex8(value: number): string {
  return value.toString(16).padStart(8, '0')
}
