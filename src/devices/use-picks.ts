import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Device } from '../api/device.ts'
import { endWithSession } from '../lib/session-store.ts'

/** Which devices of a proposal are to be acted on. */
export interface Picks {
  isPicked: (device: Device) => boolean
  pick: (devices: readonly Device[], isPicked: boolean) => void
  /** Says that the choice was acted on: the page keeps it for as long as it is open, and its next visit starts anew. */
  forget: () => void
}

type Changes = ReadonlyMap<string, boolean>

const noChanges: Changes = new Map()

/** By page: somebody who opens a device and comes back must not find in it again what they took out. */
const kept = new Map<string, Changes>()
endWithSession(() => kept.clear())

/**
 * A proposal a person may change device by device; what they changed holds by id when the devices
 * are read again, and until the session closes when the page is left. `page` tells one proposal
 * from another, and is the same for as long as the caller is mounted.
 */
export function usePicks(page: string, isProposed: (device: Device) => boolean): Picks {
  const [changed, setChanged] = useState(() => kept.get(page) ?? noChanges)
  useEffect(() => {
    if (changed !== noChanges) kept.set(page, changed)
  }, [page, changed])
  const pick = useCallback((devices: readonly Device[], isPicked: boolean) => {
    setChanged((before) => {
      const next = new Map(before)
      for (const { id } of devices) next.set(id, isPicked)
      return next
    })
  }, [])
  const forget = useCallback(() => {
    kept.delete(page)
  }, [page])
  const isPicked = useCallback(
    (device: Device) => changed.get(device.id) ?? isProposed(device),
    [changed, isProposed],
  )
  return useMemo(() => ({ isPicked, pick, forget }), [isPicked, pick, forget])
}
