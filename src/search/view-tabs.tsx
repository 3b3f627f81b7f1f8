import { paths } from '../lib/paths.ts'
import { legible } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { TabStrip, tabClass } from '../list/tab-strip.tsx'
import { Link } from '../ui/link.tsx'
import { MoreViews, ViewCount } from './more-views.tsx'
import { allView, savedViews, tabViews, viewOf } from './saved-views.ts'
import type { SearchPlace } from './search-place.ts'

interface ViewTabsProps {
  place: SearchPlace
  /** Devices in the list; undefined while that is unknown. */
  total: number | undefined
}

/** Views as tabs: the whole list, the built-in ones, and those saved in this browser. */
export function ViewTabs({ place, total }: ViewTabsProps) {
  const views = [allView, ...tabViews, ...useStore(savedViews)]
  const current = viewOf(views, place.params.q, place.linkTo({}).state.list)
  return (
    <TabStrip label="Views" after={<MoreViews place={place} current={current} />}>
      {views.map((view, position) => (
        <li key={`${position} ${view.name}`}>
          <Link
            to={paths.devices(view.list)}
            aria-current={view === current ? 'page' : undefined}
            className={tabClass}
          >
            {legible(view.name, 60)}
            {/* Its width is reserved, so that no tab moves when the count comes. */}
            <span className={`${view === allView ? 'min-w-10' : 'min-w-6'} text-xs tabular-nums`}>
              <ViewCount view={view} total={view === current ? total : undefined} />
            </span>
          </Link>
        </li>
      ))}
    </TabStrip>
  )
}
