import { useRef, type PointerEvent } from 'react'
import { StatusBadge } from '../../device/status-badge.tsx'
import { scrollIntoSight } from '../../ui/scroll-into-sight.ts'
import type { Entry } from './entries.ts'

interface ResultsProps {
  id: string
  entries: readonly Entry[]
  current: Entry | undefined
  onPoint: (entry: Entry) => void
  onOpen: (entry: Entry) => void
}

/** The entries of the palette. The field keeps the focus and handles the keys (APG, combobox). */
export function Results({ id, entries, current, onPoint, onOpen }: ResultsProps) {
  /** A browser tells of a move, too, when a result comes to lie under a pointer at rest. */
  const pointer = useRef<{ x: number; y: number }>(undefined)
  const hasMoved = ({ clientX: x, clientY: y }: PointerEvent) => {
    const before = pointer.current
    pointer.current = { x, y }
    return before !== undefined && (before.x !== x || before.y !== y)
  }
  return (
    <div
      role="listbox"
      id={id}
      aria-label="Results"
      className="max-h-[50vh] overflow-y-auto p-2 empty:hidden"
    >
      {groupsOf(entries).map(([kind, members]) => (
        <div key={members[0]?.id} role="group" aria-label={groupNames[kind]}>
          <p aria-hidden className="px-3 pt-2 pb-1 text-xs font-medium text-ink-quiet">
            {groupNames[kind]}
          </p>
          {members.map((entry) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and the keys
            <div
              key={entry.id}
              id={optionId(id, entry)}
              role="option"
              aria-selected={entry === current}
              ref={entry === current ? scrollIntoSight : undefined}
              onPointerMove={(event) => {
                if (hasMoved(event)) onPoint(entry)
              }}
              onClick={() => onOpen(entry)}
              className="flex min-h-9 cursor-default items-center gap-3 rounded-md px-3 py-1 text-sm aria-selected:bg-selected max-sm:min-h-11"
            >
              <span className="min-w-0 flex-1">
                <bdi className="block truncate font-medium">{entry.label}</bdi>
                {entry.detail && (
                  <bdi className="block truncate text-xs text-ink-muted">{entry.detail}</bdi>
                )}
              </span>
              {entry.status !== undefined && (
                <span className="shrink-0 text-xs text-ink-muted">
                  <StatusBadge status={entry.status} />
                </span>
              )}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

const groupNames: Readonly<Record<Entry['kind'], string>> = {
  Device: 'Devices',
  Person: 'People',
  Page: 'Pages',
  View: 'Views',
  Action: 'Actions',
  Search: 'Search',
}

/** Neighbors of one kind; the order of the entries is that of their match. */
function groupsOf(entries: readonly Entry[]): [Entry['kind'], Entry[]][] {
  const groups: [Entry['kind'], Entry[]][] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (last?.[0] === entry.kind) last[1].push(entry)
    else groups.push([entry.kind, [entry]])
  }
  return groups
}

/** Makes an ID without the spaces that the name of a view has. */
export function optionId(listId: string, { id }: Entry): string {
  return listId + id.replaceAll(/\W/g, (character) => String(character.codePointAt(0)))
}
