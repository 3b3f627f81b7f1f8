import { useState } from 'react'
import { paths } from '../lib/paths.ts'
import type { Figure } from '../lib/figure.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { CountedTab, FittingTabs } from '../list/tab-strip.tsx'
import { MoreViews } from './more-views.tsx'
import { allView, savedViews, tabViews, useCurrentView } from './saved-views.ts'
import type { SearchPlace } from './filters.ts'
import { useViewCounts } from './view-counts.ts'

/** Views as tabs: the whole list, the built-in ones, and those saved in this browser. */
export function ViewTabs({ place, total }: { place: SearchPlace; total: Figure | undefined }) {
  const views = [allView, ...tabViews, ...useStore(savedViews)]
  const current = useCurrentView(place)
  const countOf = useViewCounts()
  const [shown, setShown] = useState(views.length)
  return (
    <FittingTabs
      label="Views"
      onFit={setShown}
      more={<MoreViews place={place} current={current} shown={views.slice(0, shown)} />}
    >
      {views.map((view, position) => {
        // The list knows its own count before the others are counted.
        const own = view === current && total?.isFinal ? total.count : undefined
        return (
          <CountedTab
            key={`${position} ${view.name} ${view.list}`}
            link={{ to: paths.devices(view.list) }}
            isCurrent={view === current}
            name={sanitizeForDisplay(view.name, 60)}
            count={own ?? countOf(view)}
            isAll={view === allView}
          />
        )
      })}
    </FittingTabs>
  )
}
