import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { isDeviceId } from '../api/device.ts'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { counted, mayNameEmail } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { FleetStatus } from '../search/fleet-status.tsx'
import { refuseKey } from '../search/key-in-search.ts'
import { useConnection } from '../session/use-connection.ts'
import { Dialog } from '../ui/dialog.tsx'
import { deviceInSight } from './device-in-sight.ts'
import {
  actionEntries,
  idEntry,
  matchesLabel,
  placeEntries,
  recentEntries,
  type Entry,
} from './entries.ts'
import { find, type Found } from './find.ts'

/** Shorter texts are not IDs, and match too much to list an ID's entry beside them. */
const shortestId = 8

/** Searches everything: devices, people, pages, views, and the actions of the device in sight. */
export function Palette({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient()
  const connection = useConnection()
  const fleet = useFleet()
  const [typed, setTyped] = useState('')
  const [activeId, setActiveId] = useState<string>()
  /** The text whose first result Enter asked for before it had come. */
  const awaited = useRef<string>(undefined)
  // Once, before the dialog takes the focus from the row.
  const [local] = useState(() => {
    const device = deviceInSight(queryClient, connection)
    return [...(device ? actionEntries(device) : []), ...placeEntries()]
  })
  const recent = useStore(recentEntries)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)

  const text = typed.trim()
  const answer = useFleetAnswer(['palette', text], async (snapshot, signal) =>
    text === '' ? undefined : find(snapshot, text, signal),
  )
  const found = answer.isStale || text === '' ? undefined : answer.data
  const entries = entriesFor(text, local, recent, found)
  const active = entries.find(({ id }) => id === activeId) ?? entries[0]
  // While devices are still being read, a name that isn't found yet must not pass for an ID.
  const isFilling = fleet.phase === 'empty' || fleet.phase === 'reading'
  const isGuess = active === undefined || isGuessedId(active, text)
  const isStale = isSearchable(fleet) && answer.isStale && !answer.error
  const isPending = text !== '' && (isStale || (isFilling && isGuess))

  const open = (entry: Entry) => {
    // An ID becomes part of an address, where a key must never be.
    if (entry.id.startsWith('id-') && refuseKey(text)) return
    onClose()
    entry.open()
  }

  useEffect(() => {
    if (awaited.current !== text || isPending) return
    awaited.current = undefined
    if (active) open(active)
  })
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  })

  function move(event: KeyboardEvent, step: number) {
    event.preventDefault()
    const place = entries.findIndex(({ id }) => id === active?.id)
    setActiveId(entries.at((place + step) % entries.length)?.id)
  }

  function onKeyDown(event: KeyboardEvent) {
    // Keys of an input method that composes a character are not ours.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(event, 1)
    if (event.key === 'ArrowUp') move(event, -1)
    if (event.key !== 'Enter' || event.repeat) return
    event.preventDefault()
    if (isPending) awaited.current = text
    else if (active) open(active)
  }

  return (
    <Dialog
      aria-label="Search everything"
      onClose={onClose}
      lightDismiss
      className="mt-[12vh] max-w-xl overflow-hidden max-sm:mt-4"
    >
      <input
        type="text"
        role="combobox"
        aria-label="Search everything"
        aria-expanded={entries.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active && optionId(listId, active)}
        placeholder="Device, person, page or view"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActiveId(undefined)
          awaited.current = undefined
        }}
        onKeyDown={onKeyDown}
        className="h-13 w-full border-b border-line bg-transparent px-4 text-base placeholder:text-ink-quiet focus-visible:outline-0"
      />
      <div
        ref={list}
        role="listbox"
        id={listId}
        aria-label="Results"
        className="max-h-[50vh] overflow-y-auto p-2 empty:hidden"
      >
        {entries.map((entry) => (
          // The field keeps the focus and handles the keys (APG, combobox).
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- see above
          <div
            key={entry.id}
            id={optionId(listId, entry)}
            role="option"
            aria-selected={entry === active}
            onPointerMove={() => setActiveId(entry.id)}
            onClick={() => open(entry)}
            className="flex min-h-9 cursor-default items-center gap-3 rounded-md px-3 py-1 text-sm aria-selected:bg-selected max-sm:min-h-11"
          >
            <span className="min-w-0 flex-1">
              <bdi className="block truncate font-medium">{entry.label}</bdi>
              {entry.detail && (
                <bdi className="block truncate text-xs text-ink-muted">{entry.detail}</bdi>
              )}
            </span>
            <span className="text-xs text-ink-muted">{entry.kind}</span>
          </div>
        ))}
      </div>
      <div className="grid gap-1 border-t border-line px-4 py-2 text-sm text-ink-muted">
        {/* Inside, because nothing outside a modal dialog is announced. */}
        <p role="status">{text === '' ? '' : resultWords(isPending, entries.length, found)}</p>
        <FleetStatus state={fleet} />
      </div>
    </Dialog>
  )
}

/** True for the entry of a typed ID, unless the text has the form of one: a UUID. */
function isGuessedId(entry: Entry, text: string): boolean {
  return entry.id === idEntry(text).id && !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}

function entriesFor(
  text: string,
  local: readonly Entry[],
  recent: readonly Entry[],
  found: Found | undefined,
): Entry[] {
  if (text === '') {
    const actions = local.filter(({ kind }) => kind === 'Action')
    return [...actions, ...recent, ...local.filter(({ kind }) => kind !== 'Action')]
  }
  const exact = found?.exact ?? []
  const mayBeId = text.length >= shortestId && isDeviceId(text) && !/\s/.test(text)
  const matching = [
    ...exact,
    ...local.filter((entry) => matchesLabel(entry, text)),
    ...(found?.others ?? []),
  ]
  // A device that the snapshot doesn't hold can still be opened by its ID.
  const isUnknown = exact.length === 0 && mayBeId && !mayNameEmail(text)
  return isUnknown ? [...matching, idEntry(text)] : matching
}

function resultWords(isPending: boolean, listed: number, found: Found | undefined): string {
  if (isPending) return 'Searching…'
  const words = listed === 0 ? 'Nothing found' : counted(listed, 'result')
  const devicesAndPeople = found?.total ?? 0
  return devicesAndPeople > listed
    ? `${words} of ${counted(devicesAndPeople, 'matching device or person', 'matching devices and people')}`
    : words
}

function optionId(listId: string, { id }: Entry): string {
  return `${listId}${id}`
}
