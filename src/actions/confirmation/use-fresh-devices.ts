import { useEffect, useRef, useState } from 'react'
import type { Device } from '../../api/device.ts'
import { useSession } from '../../session/use-session.tsx'
import { isStale, whatChanged } from '../run/changes.ts'
import { readFresh } from './read-fresh.ts'

export interface FreshCheck {
  /** The latest readings, including devices that are gone by now. */
  devices: readonly Device[]
  gone: ReadonlySet<string>
  /** Changes since the devices were selected or last shown, in words by ID. */
  changes: ReadonlyMap<string, string>
  /** True if the changes were found after the dialog had opened. */
  hasChangedMeanwhile: boolean
  progress: number | undefined
  error: unknown
  /** Reads devices older than a minute again. Gives all devices, or `undefined` if one changed. */
  check: () => Promise<readonly Device[] | undefined>
}

/** Reads devices older than a minute again when the dialog opens (a single one always) and before it sends. */
export function useFreshDevices(selected: readonly Device[]): FreshCheck {
  const session = useSession()
  const [state, setState] = useState<Omit<FreshCheck, 'check'>>(() => {
    const devices =
      selected.length === 1 ? selected.map((only) => ({ ...only, readAt: -Infinity })) : selected
    return {
      devices,
      gone: new Set(),
      changes: new Map(),
      hasChangedMeanwhile: false,
      progress: devices.some((device) => isStale(device)) ? 0 : undefined,
      error: undefined,
    }
  })
  const stop = useRef<AbortController>(undefined)
  const isOpened = useRef(false)

  async function check(): Promise<readonly Device[] | undefined> {
    const present = state.devices.filter(({ id }) => !state.gone.has(id))
    if (!present.some((device) => isStale(device))) {
      isOpened.current = true
      return state.devices
    }
    const isMeanwhile = isOpened.current
    const ended = new AbortController()
    stop.current = ended
    setState({ ...state, progress: 0 })
    try {
      const fresh = await readFresh(session, present, {
        signal: ended.signal,
        onProgress: (progress) => setState((now) => ({ ...now, progress })),
      })
      isOpened.current = true
      const found = compare(state, fresh.devices, fresh.gone)
      setState({
        ...found,
        hasChangedMeanwhile: isMeanwhile && found.hasChanged,
        progress: undefined,
        error: undefined,
      })
      return found.hasChanged ? undefined : found.devices
    } catch (error) {
      if (!ended.signal.aborted) setState((now) => ({ ...now, progress: undefined, error }))
      return undefined
    }
  }

  const checkFirst = useRef(check)
  useEffect(() => {
    void checkFirst.current()
    return () => stop.current?.abort()
  }, [])
  return { ...state, check }
}

function compare(
  before: Pick<FreshCheck, 'devices' | 'gone' | 'changes'>,
  fresh: readonly Device[],
  newlyGone: ReadonlySet<string>,
) {
  const byId = new Map(fresh.map((device) => [device.id, device]))
  const changes = new Map(before.changes)
  let hasChanged = newlyGone.size > 0
  const devices = before.devices.map((device) => {
    const now = byId.get(device.id)
    if (!now) return device
    const change = whatChanged(device, now)
    if (change !== undefined) {
      changes.set(device.id, change)
      hasChanged = true
    }
    return now
  })
  return { devices, gone: new Set([...before.gone, ...newlyGone]), changes, hasChanged }
}
