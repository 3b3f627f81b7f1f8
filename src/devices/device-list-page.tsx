import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTable, type SortingState } from '@tanstack/react-table'
import { MonitorSmartphone } from 'lucide-react'
import { useEffect } from 'react'
import { sortFields, type SortEntry } from '../api/sort.ts'
import { formatCount } from '../lib/text.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { useSlow } from '../lib/use-slow.ts'
import { useStore } from '../lib/use-store.ts'
import { features } from '../table/features.ts'
import { Pagination } from '../table/pagination.tsx'
import { Table } from '../table/table.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { lastPage, pageSizes, parseListParams } from './list-params.ts'
import { ListNotices } from './list-notices.tsx'
import { ListToolbar } from './list-toolbar.tsx'
import { deviceQueries } from './queries.ts'
import { SkeletonRows } from './skeleton-rows.tsx'
import { acceptLatest, useSteadyRows } from './steady-page.ts'
import { density, useShownColumns } from './table-view.ts'
import { useAutoRefresh } from './use-auto-refresh.ts'
import { useListParams } from './use-list-params.ts'
import { useReadAhead } from './use-read-ahead.ts'
import { useRowKeys } from './use-row-keys.ts'

/** The list of devices: what the address asks for, page by page from the server. */
export function DeviceListPage() {
  const { params, search, hrefOf, goTo } = useListParams()
  const query = useQuery({
    ...deviceQueries.list(params),
    ...useAutoRefresh(),
    // The old page stays until the new one lands.
    placeholderData: keepPreviousData,
  })
  const page = query.data
  const rows = useSteadyRows(page, query.isPlaceholderData ? undefined : search)
  const isSlow = useSlow(query.isFetching)
  const rowDensity = useStore(density)
  const lastPageNumber = page?.total === undefined ? undefined : lastPage(page.total, page.limit)

  const table = useTable({
    features,
    columns: useShownColumns(),
    data: rows.devices,
    getRowId: (device) => device.id,
    manualSorting: true,
    sortDescFirst: false,
    state: {
      sorting: params.sort.map(({ field, descending }) => ({ id: field, desc: descending })),
    },
    onSortingChange: (update) => {
      const before: SortingState = params.sort.map((entry) => ({
        id: entry.field,
        desc: entry.descending,
      }))
      goTo({ sort: toSort(typeof update === 'function' ? update(before) : update) })
    },
  })

  // A page past the end holds nothing to act on: the last page is what is meant.
  const isPastTheEnd =
    !query.isPlaceholderData && page?.devices.length === 0 && params.page > 1 && !page.unreadable
  useEffect(() => {
    if (isPastTheEnd) goTo({ page: lastPageNumber ?? 1 }, { replace: true })
  })

  useDocumentTitle('Devices')
  useReadAhead(params, page, query.isPlaceholderData)
  useRowKeys()

  // Without a count, a first page with nothing on it says the same.
  const isEmpty =
    page?.devices.length === 0 &&
    (page.total === 0 || (page.total === undefined && params.page === 1 && !page.unreadable))
  const failedWithNothing = query.isError && page === undefined
  return (
    <main
      id="main"
      className="mx-auto flex w-full max-w-[100rem] grow flex-col gap-3 px-6 pt-5 pb-3 max-sm:px-4 sm:min-h-96 sm:basis-0"
    >
      <ListToolbar
        total={page?.total}
        updatedAt={query.dataUpdatedAt}
        isRefreshing={query.isFetching}
        onRefresh={() => void query.refetch({ cancelRefetch: true }).then(acceptLatest)}
      />
      <ListNotices
        page={query.isPlaceholderData ? undefined : page}
        sort={params.sort}
        error={page === undefined ? null : query.error}
        updatedAt={query.dataUpdatedAt}
        isSlow={isSlow}
        isFetching={query.isFetching}
        hasChanges={rows.hasChanges}
        onRetry={() => void query.refetch()}
      />
      {failedWithNothing && (
        <FailureNotice
          error={query.error}
          onRetry={() => void query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
      {isEmpty && <NoDevices />}
      {!isEmpty && !failedWithNothing && (
        <>
          {/* The region scrolls, so the keyboard must be able to reach it (axe: scrollable-region-focusable). */}
          <div
            role="region"
            aria-label="Device list"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
            tabIndex={0}
            className="min-h-0 scroll-py-10 overflow-auto rounded-xl bg-surface shadow-card ring-1 ring-line max-sm:-mx-4 max-sm:overflow-visible max-sm:rounded-none max-sm:bg-transparent max-sm:shadow-none max-sm:ring-0"
          >
            <Table
              table={table}
              name="Devices"
              density={rowDensity}
              isStale={query.isPlaceholderData}
              skeleton={
                page === undefined ? <SkeletonRows table={table} count={params.size} /> : undefined
              }
            />
          </div>
          {page === undefined ? (
            <div className="h-8 shrink-0" />
          ) : (
            <Pagination
              page={params.page}
              lastPage={lastPageNumber}
              hasNext={page.hasNext}
              offset={page.offset}
              shown={page.devices.length}
              total={page.total}
              size={params.size}
              sizes={pageSizes}
              serverLimit={page.limit < params.size ? page.limit : undefined}
              hrefOf={(number) => hrefOf({ page: number })}
              onPage={(number) => goTo({ page: number })}
              onSize={(size) => goTo({ size: parseListParams(`?size=${size}`).size })}
            />
          )}
        </>
      )}
    </main>
  )
}

function NoDevices() {
  return (
    <div className="grid justify-items-center gap-2 rounded-xl bg-surface px-6 py-20 text-center shadow-card ring-1 ring-line">
      <MonitorSmartphone aria-hidden className="size-8 text-ink-quiet" />
      <p className="text-lg font-medium">No devices yet</p>
      <p className="max-w-md text-ink-muted">
        A device appears here ({formatCount(0)} so far) once somebody signs in with the Cipherscale
        client on it.
      </p>
    </div>
  )
}

function toSort(sorting: SortingState): SortEntry[] {
  return sorting.flatMap(({ id, desc }) => {
    const field = sortFields.find((known) => known === id)
    return field ? [{ field, descending: desc }] : []
  })
}
