import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { useSlow } from '../lib/use-slow.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-connection.ts'
import { Table } from '../list/table.tsx'
import { lastPage, pageInstead, pageSizes, toPageSize } from '../list/list-params.ts'
import { ListToolbar } from './list-toolbar.tsx'
import { deviceQueries } from './queries.ts'
import { SkeletonRows } from '../list/skeleton-rows.tsx'
import { acceptLatest, useSteadyRows } from '../list/steady-rows.ts'
import { density } from './table-settings.ts'
import { useAutoRefresh } from '../list/use-auto-refresh.ts'
import { useDeviceTable } from './use-device-table.ts'
import { useListParams } from '../list/use-list-params.ts'
import { useReadAhead } from './use-read-ahead.ts'

// What rows can be shown without comes after them.
const ListControls = lazyComponent(
  async () => (await import('./list-controls.tsx')).ListControls,
  'afterwards',
)
const ListNotices = lazyComponent(
  async () => (await import('./list-notices.tsx')).ListNotices,
  'afterwards',
)
const SelectionBar = lazyComponent(
  async () => (await import('./selection-bar.tsx')).SelectionBar,
  'afterwards',
)
const Pagination = lazyComponent(
  async () => (await import('../list/pagination.tsx')).Pagination,
  'afterwards',
)
const EmptyList = lazyComponent(
  async () => (await import('./empty-list.tsx')).EmptyList,
  'afterwards',
)

/** The list of devices: what the address asks for, page by page. */
export function DeviceListPage() {
  const connection = useConnection()
  const address = useListParams()
  const { params, view, linkTo, goTo } = address
  const query = useQuery({
    ...deviceQueries.list(connection, params),
    ...useAutoRefresh(),
    // The old page stays until the new one lands.
    placeholderData: keepPreviousData,
  })
  const page = query.data
  const isOfThisView = page !== undefined && !query.isPlaceholderData
  const rows = useSteadyRows(page, isOfThisView ? view : undefined)
  const table = useDeviceTable(rows.devices, address)
  const rowDensity = useStore(density)
  const isSlow = useSlow(query.isFetching)
  const lastPageNumber = page?.total === undefined ? undefined : lastPage(page.total, page.limit)

  // A page past the end holds nothing to act on: the last page is what is meant.
  const isPastTheEnd =
    isOfThisView &&
    page.devices.length === 0 &&
    params.page > 1 &&
    !page.unreadable &&
    // While the fleet is read, what matches is still to come.
    page.copy?.isWhole !== false
  useEffect(() => {
    if (isPastTheEnd) goTo({ page: pageInstead(params.page, lastPageNumber) }, { replace: true })
  })

  useDocumentTitle('Devices')
  useReadAhead(params, page, query.isPlaceholderData)

  const isAwaited = page === undefined || page.copy?.isAwaited
  // Without a count, a first page with nothing on it says the same; and a search that was not run.
  const isEmpty =
    isOfThisView &&
    page.devices.length === 0 &&
    !isAwaited &&
    (page.total === 0 ||
      (page.total === undefined && (page.copy || (params.page === 1 && !page.unreadable))))
  const hasNothing = query.isError && page === undefined

  async function refresh() {
    // A search is answered by the copy of the fleet, so that is what must be read again.
    if (params.q !== '') await (await import('../fleet/fleet.ts')).fleetOf(connection).refresh()
    await query.refetch({ cancelRefetch: true })
    acceptLatest()
  }

  return (
    <main
      id="main"
      // The rows scroll by themselves where there is height for it; on a low window (or at 200 %) the page does.
      className="mx-auto flex w-full max-w-[100rem] grow flex-col gap-3 px-6 pt-5 pb-3 max-sm:px-4 sm:min-h-96 sm:[@media(min-height:40rem)]:basis-0"
    >
      <ListToolbar
        q={params.q}
        onSearch={(q, isTyping) => goTo({ q }, { replace: isTyping })}
        total={page?.total}
        updatedAt={page?.copy?.readAt ?? query.dataUpdatedAt}
        isRefreshing={query.isFetching}
        onRefresh={() => void refresh()}
      />
      {/* The bar's own height, so that nothing moves when it comes. */}
      <div className="grid min-h-7 shrink-0 content-start gap-2 max-sm:min-h-22">
        <ListControls address={address} matches={isOfThisView ? page.total : undefined} />
      </div>
      {/* Both before the rows in the order of reading, and below them on the screen: whatever comes
          and goes there, no row moves under the pointer. */}
      <ListNotices
        page={isOfThisView ? page : undefined}
        sort={params.sort}
        error={query.error}
        updatedAt={query.dataUpdatedAt}
        isSlow={isSlow}
        isFetching={query.isFetching}
        hasChanges={rows.hasChanges}
        onRetry={() => void query.refetch()}
      />
      <SelectionBar rows={rows.devices} params={params} total={page?.total} />
      {isEmpty && <EmptyList address={address} />}
      {!isEmpty && !hasNothing && (
        <>
          {/* The region scrolls, so the keyboard must be able to reach it (axe: scrollable-region-focusable). */}
          <div
            role="region"
            aria-label="Device list"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
            tabIndex={0}
            className="order-1 min-h-0 scroll-py-10 overflow-auto rounded-xl bg-surface shadow-card ring-1 ring-line max-sm:-mx-4 max-sm:overflow-visible max-sm:rounded-none max-sm:bg-transparent max-sm:shadow-none max-sm:ring-0"
          >
            <Table
              table={table}
              name="Devices"
              density={rowDensity}
              isStale={query.isPlaceholderData}
              skeleton={isAwaited ? <SkeletonRows table={table} count={params.size} /> : undefined}
            />
          </div>
          <div className="order-4 min-h-8 max-sm:min-h-40">
            {page && !isAwaited && (
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
                linkTo={(number) => linkTo({ page: number })}
                onPage={(number) => goTo({ page: number })}
                onSize={(size) => goTo({ size: toPageSize(size) })}
              />
            )}
          </div>
        </>
      )}
    </main>
  )
}
