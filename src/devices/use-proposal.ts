import { useEffect, useState } from 'react'
import type { Device } from '../api/device.ts'
import { useStore } from '../lib/use-store.ts'
import { createSelection, type Selection } from '../list/selection.ts'
import { sessionPart } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'

/** By page: a person who opens a device and returns must not find what they took out in it again. */
const selections = sessionPart(() => new Map<string, Selection<Device>>())

/** The devices that a person selected of those that a page proposes. */
export interface Proposal {
  selection: Selection<Device>
  /** Starts the next visit of the page anew, because the selection was acted on. */
  forget: () => void
}

/** The selection of a page that proposes devices; it holds when they are read again, and when the page is left. */
export function useProposal(page: string, startsSelected: boolean): Proposal {
  const persisted = selections(useSession())
  const [selection] = useState(() => persisted.get(page) ?? createSelection<Device>(startsSelected))
  useStore(selection)
  useEffect(
    () => selection.subscribe(() => persisted.set(page, selection)),
    [persisted, page, selection],
  )
  return { selection, forget: () => persisted.delete(page) }
}
