/**
 * Number of devices of each owner, repeated every 97 devices; 0 is one device without an owner. Five
 * is the default limit (API.md), which one owner exceeds.
 */
const shares = [
  2, 1, 3, 1, 2, 0, 2, 5, 1, 1, 4, 3, 2, 2, 1, 3, 6, 1, 2, 0, 2, 4, 1, 3, 1, 2, 2, 1, 5, 0, 2, 3, 1,
  2, 2, 1, 3, 4, 1, 1, 5, 3, 3,
]

interface Place {
  /** Number of the owner within the block; -1 for none. */
  owner: number
  /** 0 for the owner's first device. */
  ordinal: number
  /** Number of the owner's devices. */
  count: number
}

const places: Place[] = []
let owners = 0
for (const share of shares) {
  for (let ordinal = 0; ordinal < Math.max(share, 1); ordinal += 1) {
    places.push({ owner: share === 0 ? -1 : owners, ordinal, count: Math.max(share, 1) })
  }
  if (share > 0) owners += 1
}

/** Prime, so that any step visits the whole block. */
const blockSize = 97
const step = 37
/** 37 × 21 = 8 × 97 + 1. */
const stepBack = 21

if (places.length !== blockSize) {
  throw new Error(`The shares add up to ${places.length} devices instead of ${blockSize}`)
}

/**
 * The slot of the device at an index of the list. An owner's devices have neighboring slots, which
 * are spread over the list.
 */
export function slotOf(index: number): number {
  const block = Math.floor(index / blockSize)
  const offset = (index - block * blockSize) * step + block * 13
  return block * blockSize + (offset % blockSize)
}

/** The index of a slot's device: the inverse of `slotOf`. */
export function indexOfSlot(slot: number): number {
  const block = Math.floor(slot / blockSize)
  const offset = (slot - block * blockSize - ((block * 13) % blockSize) + blockSize) * stepBack
  return block * blockSize + (offset % blockSize)
}

/** Number of the owner of a slot; -1 when the device has none. */
export function ownerOf(slot: number): number {
  const { owner } = placeOf(slot)
  return owner < 0 ? -1 : Math.floor(slot / blockSize) * owners + owner
}

/** The 0-based number of a slot among its owner's devices, and their count. */
export function placeOf(slot: number): Readonly<Place> {
  return places[slot % blockSize] ?? { owner: -1, ordinal: 0, count: 1 }
}
