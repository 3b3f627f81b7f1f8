import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { isDeviceId } from '../api/device.ts'
import { isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { useAffordableFleet } from '../fleet/use-affordable-fleet.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { counted, mayNameEmail } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { refuseKey } from '../search/key-in-search.ts'
import { useConnection } from '../session/use-session.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { deviceInSight } from './device-in-sight.ts'
import {
  actionEntries,
  idEntry,
  matchesLabel,
  placeEntries,
  readEntry,
  recentEntries,
  type Entry,
} from './entries.ts'
import { find, type FoundEntries } from './find.ts'
import { PaletteStatus } from './palette-status.tsx'

/** Shorter texts are not IDs, and match too much to list an ID's entry beside them. */
const shortestId = 8

/** Searches everything: devices, people, pages, views, and the actions of the device in sight. */
export function Palette({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient()
  const connection = useConnection()
  const fleet = useAffordableFleet()
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
  // Asked before anything is typed, too: the first search in a snapshot prepares the next ones.
  const answer = useFleetAnswer(['palette', text], (snapshot, signal) =>
    find(snapshot, text, signal),
  )
  // The results of the text before stay until the new ones come, so that the list doesn't flicker.
  const found = text === '' ? undefined : answer.data
  const offered = fleet.plan === 'ask' && fleet.size ? [readEntry(connection, fleet.size)] : []
  const entries = entriesFor(text, local, recent, found, offered)
  const active = entries.find(({ id }) => id === activeId) ?? entries[0]
  // While devices are still being read, a name that isn't found yet must not pass for an ID.
  const isGuess = active === undefined || isGuessedId(active, text)
  const isStale = isSearchable(fleet.state) && answer.isStale && !answer.error
  const isPending = text !== '' && (isStale || (isFilling(fleet) && isGuess))

  const open = (entry: Entry) => {
    // An ID becomes part of an address, where a key must never be.
    if (entry.id.startsWith('id-') && refuseKey(text)) return
    if (!entry.staysOpen) onClose()
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
        <p role="status">
          {text !== '' && resultWords(isPending, entries.length - offered.length, found)}
        </p>
        <PaletteStatus {...fleet} />
      </div>
    </Dialog>
  )
}

/** True while devices may still come without anybody asking for them. */
function isFilling({ plan, state, error }: { plan: string; state: FleetState; error: unknown }) {
  if (plan === 'unknown') return !error
  return plan === 'read' && state.asOf === 0 && ['empty', 'reading'].includes(state.phase)
}

/** True for the entry of a typed ID, unless the text has the form of one. */
function isGuessedId(entry: Entry, text: string): boolean {
  return entry.id === idEntry(text).id && !isUuid(text)
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}

function entriesFor(
  text: string,
  local: readonly Entry[],
  recent: readonly Entry[],
  found: FoundEntries | undefined,
  offered: readonly Entry[],
): Entry[] {
  if (text === '') {
    const actions = local.filter(({ kind }) => kind === 'Action')
    const places = local.filter(({ kind }) => kind !== 'Action')
    return [...actions, ...recent, ...places, ...offered]
  }
  const exact = found?.exact ?? []
  const mayBeId = text.length >= shortestId && isDeviceId(text) && !mayNameEmail(text)
  // A device that the snapshot doesn't hold can still be opened by its ID.
  const byId = exact.length === 0 && mayBeId ? [idEntry(text)] : []
  return [
    ...exact,
    ...local.filter((entry) => matchesLabel(entry, text)),
    ...(found?.others ?? []),
    ...(isUuid(text) ? [...byId, ...offered] : [...offered, ...byId]),
  ]
}

function resultWords(isPending: boolean, listed: number, found: FoundEntries | undefined): string {
  if (isPending) return 'Searching…'
  const words = listed === 0 ? 'Nothing found' : counted(listed, 'result')
  const devicesAndPeople = found?.total ?? 0
  return devicesAndPeople > listed
    ? `${words} of ${counted(devicesAndPeople, 'matching device or person', 'matching devices and people')}`
    : words
}

/** An ID without the spaces that the name of a view has. */
function optionId(listId: string, { id }: Entry): string {
  return listId + id.replaceAll(/\W/g, (character) => String(character.codePointAt(0)))
}
