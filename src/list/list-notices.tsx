import type { ReactNode } from 'react'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { StillWaiting } from '../feedback/still-waiting.tsx'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useSlow } from '../lib/use-slow.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { SortBy } from '../api/sort.ts'
import type { ListPage } from './list-page.ts'
import type { ListRow } from './source/list-source.ts'
import { sortTrouble, type SortedSource } from './source/sort-trouble.ts'
import { acceptLatest } from './steady-rows.ts'

interface ListNoticesProps {
  list: { noun: string; source?: SortedSource | undefined }
  page: ListPage<ListRow<string>> | undefined
  sort: readonly SortBy[]
  /** Why the latest read failed; earlier rows, if any, are still shown. */
  error: unknown
  /** Milliseconds since the epoch; 0 before the first answer. */
  updatedAt: number
  isFetching: boolean
  hasChanges: boolean
  onRetry: () => unknown
}

/** Everything a person must know about the rows before relying on them. */
export function ListNotices(props: ListNoticesProps) {
  const { list, page, sort, error, updatedAt, isFetching, hasChanges } = props
  const isSlow = useSlow(isFetching)
  const session = useSession()
  const zone = useStore(timeZone)
  // A snapshot sorts by itself.
  const trouble =
    page && !page.snapshot && list.source && sortTrouble(session, list.source, page, sort)
  return (
    <>
      {/* An alert of its own: inside a status it would be announced twice. */}
      {Boolean(error) && (
        <div className="beside-rows">
          <FailureNotice
            error={error}
            {...(updatedAt > 0 && {
              context: `Showing data from ${clockTime(updatedAt, zone)}.`,
            })}
            onRetry={props.onRetry}
          />
        </div>
      )}
      {/* Below the rows on a phone, too, where it would push them from under the finger. */}
      <div role="status" className="above-nav order-2 empty:absolute max-sm:z-1 max-sm:bg-canvas">
        {isSlow && !error && <StillWaiting />}
        {hasChanges && (
          <Notice
            tone="info"
            title="The list has changed since it was shown."
            action={<Button onClick={() => acceptLatest(session)}>Show changes</Button>}
          />
        )}
      </div>
      <NoticeRegion>
        {page && page.unreadable > 0 && (
          <Notice
            tone="warn"
            title={`${counted(page.unreadable, list.noun)} on this page could not be read`}
          >
            The API sent {page.unreadable === 1 ? 'a row' : 'rows'} without a usable ID, so the
            console can’t act on {page.unreadable === 1 ? 'it' : 'them'}.
          </Notice>
        )}
        {page?.oversized && (
          <Notice
            tone="warn"
            title={`The API sent ${formatCount(page.oversized.sent)} rows instead of ${formatCount(page.oversized.asked)}; showing the first ${formatCount(page.rows.length)}`}
          >
            The next pages have the rest.
          </Notice>
        )}
        {trouble && (
          // How the API spells an order is undocumented.
          <Notice tone="warn" title={`The API ${trouble} this sort order`}>
            The list is in the API’s own order. Choose “Check connection” in the menu to see which{' '}
            <code>sortFormat</code> works.
          </Notice>
        )}
      </NoticeRegion>
    </>
  )
}

/** Announces the notices inside it. Not hidden while empty: a region that only just appeared is not announced. */
export function NoticeRegion({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="grid gap-2 empty:absolute beside-rows">
      {children}
    </div>
  )
}
