import { mostRowsTaken } from '../api/device.ts'
import type { ServerSortEntry } from '../api/sort.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { StillWaiting } from '../feedback/still-waiting.tsx'
import type { ListPage } from './read-page.ts'
import { isPlainlyUnsorted } from './sort-check.ts'
import { acceptLatest } from '../list/steady-rows.ts'

interface ListNoticesProps {
  /** The page of this very address, once it is there. */
  page: ListPage | undefined
  sort: readonly ServerSortEntry[]
  /** Why the newest read failed; earlier rows, if any, are still shown. */
  error: unknown
  updatedAt: number
  isSlow: boolean
  isFetching: boolean
  hasChanges: boolean
  onRetry: () => void
}

/** Whatever a person must know about the rows before relying on them. */
export function ListNotices(props: ListNoticesProps) {
  const { page, sort, error, updatedAt, isSlow, isFetching, hasChanges } = props
  const zone = useStore(timeZone)
  return (
    <>
      {/* An alert of its own: inside a status it would be told twice. */}
      {Boolean(error) && (
        <div className="sm:order-2">
          <FailureNotice
            error={error}
            {...(updatedAt > 0 && {
              context: `Still showing what was read at ${clockTime(updatedAt, zone)}.`,
            })}
            onRetry={props.onRetry}
            isRetrying={isFetching}
          />
        </div>
      )}
      {/* Out of the way while empty, and not hidden: a region that only just appeared is not heard. */}
      <div role="status" className="grid gap-2 empty:absolute sm:order-2">
        {isSlow && !error && <StillWaiting />}
        {hasChanges && (
          <Notice
            tone="info"
            title="The list has changed since it was shown."
            action={<Button onClick={acceptLatest}>Show changes</Button>}
          />
        )}
        {page && page.unreadable > 0 && (
          <Notice
            tone="warn"
            title={`${counted(page.unreadable, 'device')} on this page could not be read`}
          >
            The API sent {page.unreadable === 1 ? 'a row' : 'rows'} without a usable id. Nothing can
            be done to {page.unreadable === 1 ? 'it' : 'them'} from here.
          </Notice>
        )}
        {page?.oversized && (
          <Notice
            tone="warn"
            title={`The API sent ${formatCount(page.oversized.sent)} rows for ${formatCount(page.oversized.asked)}; showing the first ${formatCount(mostRowsTaken)}`}
          >
            The next pages have the rest.
          </Notice>
        )}
        {page?.sortRefused && (
          <Notice tone="warn" title="The API refused this order, so its own is shown">
            It may spell sorting otherwise: see sortFormat in config.json.
          </Notice>
        )}
        {page && !page.sortRefused && isPlainlyUnsorted(page.devices, sort) && (
          <Notice tone="warn" title="The API did not sort the list as asked">
            It may spell sorting otherwise: see sortFormat in config.json.
          </Notice>
        )}
      </div>
    </>
  )
}
