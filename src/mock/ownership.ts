/** Number of devices of each owner, repeated every 97 devices; 0 is one device without an owner. */
const shares = [
  2, 1, 3, 1, 2, 0, 2, 5, 1, 1, 4, 3, 2, 2, 1, 3, 6, 1, 2, 0, 2, 4, 1, 3, 1, 2, 2, 1, 5, 0, 2, 3, 1,
  2, 2, 1, 3, 4, 1, 1, 5, 3, 3,
]
const places = shares.flatMap((share, at) => {
  const owner = share === 0 ? undefined : shares.slice(0, at).filter(Boolean).length
  return Array.from({ length: Math.max(share, 1) }, (_, ordinal) => ({ owner, ordinal }))
})
const ownersInBlock = shares.filter(Boolean).length
/** 97 is prime, so that any step visits the whole block. */
const blockSize = places.length
const step = 37

/** The slot of the device at an index of the list: slots of one owner are neighbors, their devices aren't. */
export function slotOf(index: number): number {
  const block = Math.floor(index / blockSize)
  return block * blockSize + (((index % blockSize) * step + block * 13) % blockSize)
}

/** Number of the owner of a slot (`undefined` for none), and of the device among the owner's, from 0. */
export function placeOf(slot: number): { owner: number | undefined; ordinal: number } {
  const { owner, ordinal } = places[slot % blockSize] ?? { owner: undefined, ordinal: 0 }
  const before = Math.floor(slot / blockSize) * ownersInBlock
  return { owner: owner === undefined ? undefined : before + owner, ordinal }
}
