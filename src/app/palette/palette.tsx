import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { isDeviceId } from '../../api/device.ts'
import { isSearchable } from '../../fleet/fleet-state.ts'
import { useFleetQuery } from '../../fleet/use-fleet-query.ts'
import { useFleet } from '../../fleet/use-fleet.ts'
import { counted, mayNameEmail } from '../../lib/text.ts'
import { useStore } from '../../lib/use-store.ts'
import { FleetNote } from '../../fleet/fleet-status.tsx'
import { useOutdatedView } from '../../search/outdated-view.ts'
import { PasteOffer } from '../../search/paste-offer.tsx'
import { searchOf } from '../../search/saved-views.ts'
import { refuseKey } from '../../search/search-text.ts'
import { countSearches } from '../../search/view-counts.ts'
import { useSession } from '../../session/use-session.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { commands, searchExports } from './commands.ts'
import { enterWords, onEnter, resultWords } from './enter.ts'
import {
  idEntry,
  listEntry,
  matchesLabel,
  placeEntries,
  recentEntries,
  type Entry,
} from './entries.ts'
import { find, type FoundEntries } from './find.ts'
import { optionId, Results } from './results.tsx'

/** Shorter texts are not IDs, and match too much to list an ID's entry beside them. */
const minIdLength = 8
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

interface PaletteProps {
  typedEarly: string
  onClose: () => void
}

/** Searches everything: devices, people, pages, views, and the actions of the device in sight. */
export function Palette({ typedEarly, onClose }: PaletteProps) {
  const session = useSession()
  const fleet = useFleet()
  const [typed, setTyped] = useState(typedEarly)
  /** The entry under the pointer or reached by an arrow key, which alone is a selection. */
  const [active, setActive] = useState<{ id: string | undefined; isSelected: boolean }>()
  /** The text whose result Enter asked for before it could be opened. */
  const [awaited, setAwaited] = useState<string>()
  // Once, before the dialog takes the focus from the row.
  const [local] = useState(() => [...commands(session), ...placeEntries()])
  const recent = useStore(recentEntries(session))
  const listId = useId()

  const text = typed.trim()
  // Asked before anything is typed, too: the first search in a snapshot prepares the next ones.
  const result = useFleetQuery(['palette', text], (snapshot, signal) =>
    find(session, snapshot, text, signal),
  )
  // The results of the text before stay until the new ones come, so that the list doesn't flicker.
  const found = text === '' ? undefined : (result.data ?? result.soFar)
  const exports = useSearchExports(text)
  const results = entriesFor(text, [...local, ...exports], recent, found)
  const entries = text === '' ? results : [...results, listEntry(session, text)]
  // An Enter that waits is about the best match, wherever the pointer goes meanwhile.
  const isWaiting = awaited === text && text !== ''
  const chosen = isWaiting && !active?.isSelected ? undefined : active
  const current = entries.find(({ id }) => id === chosen?.id) ?? entries[0]
  const { coverage } = result
  const isAnswered = text === '' || !isSearchable(fleet) || !result.isStale || result.error !== null
  const enter = onEnter({
    isAnswered,
    coverage,
    isGuess: current === undefined || isGuess(current, text, found),
    isSelected: chosen?.isSelected === true && chosen.id === current?.id,
  })

  const open = (entry: Entry) => {
    // The text becomes part of an address, where a key must never be.
    if (isOfText(entry, text) && refuseKey(session, text)) return
    onClose()
    entry.open()
  }

  // A load that was stopped or failed leaves a guess, which needs another key.
  if (awaited !== undefined && enter === 'select') setAwaited(undefined)
  useEffect(() => {
    if (isWaiting && enter === 'open' && current) open(current)
  })

  function move(event: KeyboardEvent, step: number) {
    event.preventDefault()
    const place = entries.findIndex(({ id }) => id === current?.id)
    setActive({ id: entries.at((place + step) % entries.length)?.id, isSelected: true })
  }

  function onKeyDown(event: KeyboardEvent) {
    // Keys of an input method that composes a character are not ours.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(event, 1)
    if (event.key === 'ArrowUp') move(event, -1)
    if (event.key !== 'Enter' || event.repeat) return
    event.preventDefault()
    if (enter === 'wait') setAwaited(text)
    else if (enter === 'open' && current) open(current)
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
        aria-activedescendant={current && optionId(listId, current)}
        placeholder="Device, person, page, view or action"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(undefined)
          setAwaited(undefined)
        }}
        onKeyDown={onKeyDown}
        className="h-13 w-full border-b border-line bg-transparent px-4 text-base placeholder:text-ink-quiet focus-visible:outline-0"
      />
      <PasteOffer within="dialog" onOpen={onClose} />
      <Results
        id={listId}
        entries={entries}
        current={current}
        onPoint={({ id }) => setActive({ id, isSelected: false })}
        onOpen={open}
      />
      <div className="grid gap-1 border-t border-line px-4 py-2 text-sm text-ink-muted">
        {/* Inside, because nothing outside a modal dialog is announced. */}
        <p role="status">
          {text !== '' && isAnswered && resultWords(results.length, found, coverage)}
        </p>
        {text !== '' && <p>{enterWords(enter, isWaiting, coverage)}</p>}
        <FleetNote />
      </div>
    </Dialog>
  )
}

/** True for an entry that opens the text itself, whatever the snapshot holds. */
const isOfText = ({ id, kind }: Entry, text: string) => kind === 'Search' || id === idEntry(text).id

function useSearchExports(text: string): Entry[] {
  const session = useSession()
  const outdated = useOutdatedView()
  const exports = searchExports(session, text, outdated && searchOf(outdated))
  const searches = exports.map(({ q }) => q)
  const { data } = useFleetQuery(['palette-exports', searches], (fleet, signal) =>
    countSearches(fleet, searches, signal),
  )
  return exports.map((entry) => {
    const count = data?.get(entry.q)
    return count === undefined ? entry : { ...entry, detail: counted(count, 'device') }
  })
}

/** True for a result that another device may be meant by: a near match, or a text that nothing confirms. */
function isGuess(entry: Entry, text: string, found: FoundEntries | undefined): boolean {
  if (isOfText(entry, text)) return !uuid.test(text)
  return found?.others.includes(entry) ?? false
}

function entriesFor(
  text: string,
  local: readonly Entry[],
  recent: readonly Entry[],
  found: FoundEntries | undefined,
): Entry[] {
  if (text === '') {
    const isOfDevice = ({ id }: Entry) => id.startsWith('action-')
    const actions = local.filter(isOfDevice)
    const places = local.filter((entry) => !isOfDevice(entry))
    return [...actions, ...recent, ...places]
  }
  const exact = found?.exact ?? []
  const mayBeId = text.length >= minIdLength && isDeviceId(text) && !mayNameEmail(text)
  return [
    ...exact,
    ...local.filter((entry) => matchesLabel(entry, text)),
    ...(found?.others ?? []),
    // A device that the snapshot doesn't hold can still be opened by its ID.
    ...(exact.length === 0 && mayBeId ? [idEntry(text)] : []),
  ]
}
