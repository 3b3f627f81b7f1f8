import { ChevronDown, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Figure } from '../lib/figure.ts'
import { paths } from '../lib/paths.ts'
import { formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { FittingTabs, Tab } from '../list/tab-strip.tsx'
import { Button } from '../ui/button.tsx'
import { closePopover, MenuLink, Popover } from '../ui/popover.tsx'
import type { SearchPlace } from './filters.ts'
import { useOutdatedView } from './outdated-view.ts'
import {
  allView,
  builtInViews,
  removeView,
  savedViews,
  saveView,
  tabViews,
  useCurrentView,
  type SavedView,
} from './saved-views.ts'
import { useViewCounts } from './view-counts.ts'

/** Views as tabs: the whole list, the built-in ones, and those saved in this browser. */
export function ViewTabs({ place, total }: { place: SearchPlace; total: Figure | undefined }) {
  const views = [allView, ...tabViews, ...useStore(savedViews)]
  const current = useCurrentView(place)
  const countOf = useViewCounts()
  const [count, setCount] = useState(views.length)
  const shown = views.slice(0, count)
  const isHidden = current !== undefined && !shown.includes(current)
  return (
    <FittingTabs
      label="Views"
      onFit={setCount}
      more={
        <Popover
          label={isHidden ? sanitizeForDisplay(current.name, 30) : 'More views'}
          title="Views"
          showLabel={isHidden || 'wide'}
          isOn={isHidden}
          icon={ChevronDown}
        >
          <OtherViews place={place} shown={shown} />
        </Popover>
      }
    >
      {views.map((view, position) => {
        // The list knows its own count before the others are counted.
        const own = view === current && total?.isFinal ? total.count : undefined
        return (
          <Tab
            key={`${position} ${view.name} ${view.list}`}
            link={{ to: paths.devices(view.list) }}
            isCurrent={view === current}
            name={sanitizeForDisplay(view.name, 60)}
            count={own ?? countOf(view)}
            widest={view === allView ? '00,000' : '0,000'}
          />
        )
      })}
    </FittingTabs>
  )
}

/** The views without a tab, and a form that saves the current list as one. */
function OtherViews({ place, shown }: { place: SearchPlace; shown: readonly SavedView[] }) {
  const own = useStore(savedViews)
  const outdated = useOutdatedView()
  const countOf = useViewCounts()
  const others = [allView, ...builtInViews, ...(outdated ? [outdated] : [])].filter(
    (view) => !shown.includes(view),
  )
  return (
    <div className="w-64">
      <ul>
        {others.map((view) => (
          <li key={view.name}>
            <ViewLink view={view} count={countOf(view)} />
          </li>
        ))}
      </ul>
      {own.length > 0 && (
        <ul aria-label="Saved in this browser" className="mt-1 border-t border-line pt-1">
          {own.map((view) => (
            <li key={view.name} className="flex items-center">
              <ViewLink view={view} count={countOf(view)} />
              <Button
                variant="quiet"
                square
                aria-label={`Delete view ${sanitizeForDisplay(view.name, 60)}`}
                icon={Trash2}
                onClick={({ currentTarget }) => {
                  focusNeighbor(currentTarget)
                  removeView(view.name)
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <SaveForm place={place} />
    </div>
  )
}

/** Saves the current list; a search that names an e-mail address can't be, because no address may hold it. */
function SaveForm({ place }: { place: SearchPlace }) {
  const [name, setName] = useState('')
  const { list, textId } = place.linkTo({}).state
  if (textId !== undefined) return null
  return (
    <form
      className="mt-1 flex gap-1 border-t border-line p-1 pt-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!name.trim()) return
        saveView({ name: name.trim(), list })
        setName('')
        closePopover(event.currentTarget)
      }}
    >
      <input
        aria-label="Name of a new view"
        placeholder="Save this list as…"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        className="field flex-1"
      />
      <Button
        type="submit"
        square
        aria-label="Save view"
        icon={Plus}
        disabledReason={name.trim() ? undefined : 'Give it a name first'}
      />
    </form>
  )
}

function ViewLink({ view, count }: { view: SavedView; count: number | undefined }) {
  return (
    <MenuLink to={paths.devices(view.list)} className="min-w-0 flex-1 gap-2">
      <span className="flex-1 truncate">{sanitizeForDisplay(view.name, 60)}</span>
      <span className="text-ink-muted tabular-nums">
        {count !== undefined && formatCount(count)}
      </span>
    </MenuLink>
  )
}

/** Moves the focus from an item about to go to the one after or before it, or to the field below. */
function focusNeighbor(inside: HTMLElement): void {
  const item = inside.closest('li')
  const neighbor = item?.nextElementSibling ?? item?.previousElementSibling
  const target = neighbor ?? inside.closest('[popover]')?.querySelector('form')
  target?.querySelector<HTMLElement>('a, input')?.focus()
}
