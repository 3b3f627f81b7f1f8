import { Bookmark, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { paths } from '../lib/paths.ts'
import { legible } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import {
  builtInViews,
  mostSavedViews,
  removeView,
  savedViews,
  saveView,
  type SavedView,
} from './saved-views.ts'
import type { SearchPlace } from './search-place.ts'
import { useOutdatedView } from './use-outdated-view.ts'
import { Link } from '../ui/link.tsx'

/** Opens named lists: the built-in ones, and those saved in this browser. */
export function SavedViewsMenu({ place }: { place: SearchPlace }) {
  return (
    <Popover
      label="Views"
      title="Views"
      showLabel
      align="start"
      icon={<Bookmark aria-hidden className="size-3.5" />}
    >
      <SavedViews place={place} />
    </Popover>
  )
}

/** The named lists, and a form that saves the current one. */
export function SavedViews({ place }: { place: SearchPlace }) {
  const own = useStore(savedViews)
  const [name, setName] = useState('')
  const outdated = useOutdatedView()
  const isNew = own.every((view) => view.name !== name.trim())
  const notReady = !name.trim()
    ? 'Give it a name first'
    : isNew && own.length >= mostSavedViews
      ? `Delete a view first: ${mostSavedViews} is the most`
      : undefined
  const { list, textId } = place.linkTo({}).state

  return (
    <div className="w-64 max-sm:w-full">
      <ul>
        {[...builtInViews, ...(outdated ? [outdated] : [])].map((view) => (
          <li key={view.name}>
            <ViewLink view={view} />
          </li>
        ))}
        <li>
          <PageLink to={paths.cleanUp}>Clean up stale devices…</PageLink>
        </li>
        <li>
          <PageLink to={paths.duplicates}>Resolve duplicate hardware IDs…</PageLink>
        </li>
      </ul>
      {own.length > 0 && (
        <ul aria-label="Saved on this device" className="mt-1 border-t border-line pt-1">
          {own.map((view) => (
            <li key={view.name} className="flex items-center">
              <ViewLink view={view} />
              <Button
                variant="quiet"
                square
                aria-label={`Delete view ${view.name}`}
                icon={<Trash2 aria-hidden className="size-3.5" />}
                onClick={() => removeView(view.name)}
              />
            </li>
          ))}
        </ul>
      )}
      {textId === undefined && (
        <form
          className="mt-1 flex gap-1 border-t border-line p-1 pt-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (notReady !== undefined) return
            saveView({ name: name.trim(), list })
            setName('')
          }}
        >
          <input
            aria-label="Name of a new view"
            placeholder="Save this list as…"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            className="h-8 min-w-0 flex-1 rounded-md bg-surface px-2 text-sm ring-1 ring-line-strong/60 ring-inset max-sm:h-11"
          />
          <Button
            type="submit"
            square
            aria-label="Save view"
            icon={<Plus aria-hidden className="size-4" />}
            disabledReason={notReady}
          />
        </form>
      )}
    </div>
  )
}

const linkClass =
  'flex min-h-8 min-w-0 flex-1 items-center rounded px-2 text-sm hover:bg-hover max-sm:min-h-11'

function ViewLink({ view }: { view: SavedView }) {
  return (
    <Link
      to={paths.devices(view.list)}
      onClick={(event) => hidePopover(event.currentTarget)}
      className={linkClass}
    >
      <span className="truncate">{legible(view.name, 60)}</span>
    </Link>
  )
}

function PageLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className={linkClass}>
      {children}
    </Link>
  )
}

function hidePopover(inside: HTMLElement): void {
  inside.closest<HTMLElement>('[popover]')?.hidePopover()
}
