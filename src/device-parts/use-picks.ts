import { useCallback, useMemo, useState } from 'react'
import type { Device } from '../api/device.ts'

/** Which devices of a proposal are to be acted on. */
export interface Picks {
  isPicked: (device: Device) => boolean
  pick: (devices: readonly Device[], isPicked: boolean) => void
}

/** A proposal a person may change device by device; what they changed holds by id when the devices are read again. */
export function usePicks(isProposed: (device: Device) => boolean): Picks {
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const pick = useCallback((devices: readonly Device[], isPicked: boolean) => {
    setChanged((before) => {
      const next = new Map(before)
      for (const { id } of devices) next.set(id, isPicked)
      return next
    })
  }, [])
  const isPicked = useCallback(
    (device: Device) => changed.get(device.id) ?? isProposed(device),
    [changed, isProposed],
  )
  return useMemo(() => ({ isPicked, pick }), [isPicked, pick])
}
