import { CircleCheck, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { isSearchable } from '../fleet/fleet-state.ts'
import type { FleetResult } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { Tab, TabStrip } from '../list/tab-strip.tsx'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'

const tabs = [
  { name: 'Stale', path: paths.cleanUp },
  { name: 'Duplicates', path: paths.duplicates },
]

interface CleanUpFrameProps {
  title: string
  path: string
  lead: ReactNode
  /** Criteria, with the findings; `isPending` as below. */
  renderChoices?: (isPending: boolean) => ReactNode
  result: FleetResult<unknown>
  hasFound: boolean
  /** Shown once all devices prove that there is nothing to clean up. */
  nothing: { title: string; text: ReactNode }
  /** The devices found; `isPending` while more may be found before any is shown. */
  children: (isPending: boolean) => ReactNode
}

/** A page that finds devices to clean up: its head, and what it found or why that is nothing. */
export function CleanUpFrame(props: CleanUpFrameProps) {
  const { title, path, lead, renderChoices, result, hasFound, nothing, children } = props
  const { data, soFar, coverage, error } = result
  const canSearch = isSearchable(useFleet())
  // While devices load, each page of them would put the rows in another order.
  const isPending =
    coverage.isLoading || (canSearch && data === undefined && soFar === undefined && !error)
  return (
    <Page
      title={title}
      tabs={
        <TabStrip label="Clean up">
          {tabs.map((tab) => (
            <Tab
              key={tab.path}
              link={{ to: tab.path }}
              isCurrent={tab.path === path}
              name={tab.name}
            />
          ))}
        </TabStrip>
      }
      lead={<p>{lead}</p>}
    >
      {renderChoices?.(isPending)}
      <FleetStatus result={result} />
      {error && <FailureNotice error={error} />}
      {isPending || hasFound
        ? children(isPending)
        : !error &&
          canSearch &&
          (coverage.kind === 'complete' ? (
            <Empty
              icon={<CircleCheck aria-hidden className="size-8 text-good" />}
              title={nothing.title}
              action={<TextLink to={paths.devices()}>Go to devices</TextLink>}
            >
              {nothing.text}
            </Empty>
          ) : (
            <Empty
              icon={<Search aria-hidden className="size-8 text-ink-quiet" />}
              title="None among the loaded devices"
            />
          ))}
    </Page>
  )
}

/** A gray heading in the place of what was found, and a line if one follows. */
export function FindingSkeleton({ hasLine = false }: { hasLine?: boolean }) {
  return (
    <div aria-hidden>
      <div className="flex h-6 items-center">
        <Skeleton className="h-5 w-48" />
      </div>
      {hasLine && (
        <div className="flex h-10 items-center max-sm:h-15 xl:h-15">
          <Skeleton className="h-3.5 w-3/5" />
        </div>
      )}
    </div>
  )
}
