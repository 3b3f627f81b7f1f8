/** A list answer that was on its way during a removal is at most this old when it lands. */
const rememberedMs = 60_000

const removedAt = new Map<string, number>()

/** Remembers that a device was removed, so that no late answer brings its row back. */
export function noteRemoved(id: string): void {
  removedAt.set(id, Date.now())
}

/** True for a minute after this console saw the device gone. */
export function recentlyRemoved(id: string): boolean {
  const time = removedAt.get(id)
  if (time === undefined) return false
  if (Date.now() - time < rememberedMs) return true
  removedAt.delete(id)
  return false
}

/** Forgets all of it, for another session. */
export function forgetRemoved(): void {
  removedAt.clear()
}
