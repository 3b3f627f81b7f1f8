import { useEffect, useState } from 'react'
import type { Device } from '../api/device.ts'
import { endWithSession } from '../lib/session-store.ts'
import { createStore } from '../lib/store.ts'
import { useStore } from '../lib/use-store.ts'
import { createSelection, type Selection } from '../list/selection.ts'

export interface Proposal {
  selection: Selection<Device>
  /** Starts the next visit of the page anew, because the selection was acted on. */
  forget: () => void
}

/** By page: a person who opens a device and returns must not find what they took out in it again. */
const kept = new Map<string, Selection<Device>>()
endWithSession(() => kept.clear())

/**
 * Returns the selection of a page that proposes devices. What a person changes holds when the devices
 * are read again, and until the session ends when the page is left.
 */
export function useProposal(page: string, startsSelected: boolean): Proposal {
  const [selection] = useState(
    () => kept.get(page) ?? createSelection<Device>(startsSelected, createStore),
  )
  useStore(selection)
  useEffect(() => selection.subscribe(() => kept.set(page, selection)), [page, selection])
  return { selection, forget: () => kept.delete(page) }
}
