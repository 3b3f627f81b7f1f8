import { useEffect, useState } from 'react'
import type { Device } from '../api/device.ts'
import { useStore } from '../lib/use-store.ts'
import { createSelection, type Selection } from '../list/selection.ts'
import { sessionPart } from '../session/session-part.ts'
import { useSession } from '../session/use-session.tsx'

/** By page: a person who opens a device and returns must not find what they took out in it again. */
const selections = sessionPart(() => new Map<string, Selection<Device>>())

/** The selection of a page that proposes devices; it holds when they are read again, and when the page is left. */
export function useProposal(page: string, startsSelected: boolean) {
  const kept = selections(useSession())
  const [selection] = useState(() => kept.get(page) ?? createSelection<Device>(startsSelected))
  useStore(selection)
  useEffect(() => selection.subscribe(() => kept.set(page, selection)), [kept, page, selection])
  return {
    selection,
    /** Starts the next visit of the page anew, because the selection was acted on. */
    forget: () => kept.delete(page),
  }
}
