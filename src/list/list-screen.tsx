import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, type ComponentType } from 'react'
import { createChunk } from '../lib/chunk.ts'
import type { Figure } from '../lib/figure.ts'
import { navigation } from '../lib/navigation.ts'
import { capitalized } from '../lib/text.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { useStore } from '../lib/use-store.ts'
import { type Session, type SessionPart } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { type ListAddress, lastPage, pageInstead, type ListParams } from './list-address.ts'
import { useListAddress, type ListNavigation } from './use-list-address.ts'
import type { ListPage } from './list-page.ts'
import type { Selection } from './selection.ts'
import { acceptLatest, useSteadyRows } from './steady-rows.ts'
import { Table } from './table.tsx'
import type { AnyRow, ListColumns, TableMeta } from './table-features.ts'
import { density, useColumnVisibility, type TableSettings } from './table-settings.ts'
import { useAutoRefresh } from './use-auto-refresh.ts'
import { toSort, useListTable } from './use-list-table.ts'
import { useReadAhead, type PageQuery } from './use-read-ahead.ts'

export const listNotices = createChunk('messages', () => import('./list-notices.tsx'))
export const pagination = createChunk('pagination', () => import('./pagination.tsx'))
const ListNotices = lazyPart(listNotices, (module) => module.ListNotices)
const Pagination = lazyPart(pagination, (module) => module.Pagination)

/** Props of the parts around the rows. */
export interface ListViewProps<Row, Field extends string, Page> {
  place: ListNavigation<Field>
  rows: readonly Row[]
  /** The page of this very list, once it is there. */
  page: Page | undefined
  /** Rows on all pages, by the latest page there is. */
  total: Figure | undefined
  /** When those rows were read: milliseconds since the epoch; 0 before the first answer, and where a notice says it. */
  updatedAt: number
  isRefreshing: boolean
  onRefresh: () => void
}

type Part<Row, Field extends string, Page> = ComponentType<ListViewProps<Row, Field, Page>>

/** Everything that makes one list different from another. */
export interface ListDefinition<R extends AnyRow, Field extends string, Page extends ListPage<R>> {
  /** Its heading and accessible name: "Devices". */
  title: string
  /** One row in words: "device". */
  noun: string
  address: ListAddress<Field>
  columns: ListColumns<R>
  settings: TableSettings
  selection: SessionPart<Selection<R>>
  /** Names a row: "Select lost-laptop-01". */
  nameOf(row: R): string
  /** For a list of what actions change: gives a row as it is known to be after them. */
  rowNow?: (session: Session, row: R, left: ListPage<R>['left']) => R | undefined
  /** Says of a row that holds its place why it is no longer one. */
  removedNote?: string
  Tabs: Part<R, Field, Page>
  Tools: Part<R, Field, Page>
  Search: Part<R, Field, Page>
  /** A `StatusLine`. */
  Status: Part<R, Field, Page>
  Empty: Part<R, Field, Page>
  /** Notices of this kind of list, each in a region of its own that announces it. */
  Notices?: Part<R, Field, Page>
  SelectionBar?: Part<R, Field, Page>
}

interface ListScreenProps<R extends AnyRow, Field extends string, Page extends ListPage<R>> {
  list: ListDefinition<R, Field, Page>
  pageQuery: (params: ListParams<Field>) => PageQuery<Page>
  beforeRefresh?: (params: ListParams<Field>) => Promise<void>
}

/** A list as a page of its own: what the address asks for, page by page. */
export function ListScreen<R extends AnyRow, Field extends string, Page extends ListPage<R>>({
  list,
  pageQuery,
  beforeRefresh,
}: ListScreenProps<R, Field, Page>) {
  const { title, noun, address, settings, Tabs, Tools, Search, Status } = list
  const { Empty, Notices, SelectionBar } = list
  const session = useSession()
  const place = useListAddress(address)
  const { params, listKey, goTo } = place
  const query = useQuery({
    ...pageQuery(params),
    ...useAutoRefresh(),
    // The old page stays until the new one lands.
    placeholderData: keepPreviousData,
  })
  const page: Page | undefined = query.data
  const ownPage = query.isPlaceholderData ? undefined : page
  const isPending = page === undefined || page.snapshot?.isPending === true
  const { rows, hasChanges } = useSteadyRows<R>(
    page,
    ownPage && !isPending ? listKey : undefined,
    list.rowNow && ((row) => list.rowNow?.(session, row, page?.left)),
  )
  const sortFields = address.fieldsFor(params.q)
  const table = useListTable<R, Field>({
    rows,
    columns: list.columns,
    columnVisibility: useColumnVisibility(settings, params.sort),
    meta: useTableMeta(list, page),
    sortFields,
    sort: params.sort,
    onSort: (sort) => goTo({ sort }),
  })
  const readSorted = useReadAhead(pageQuery, params, ownPage)
  const rowDensity = useStore(density)
  const lastPageNumber = page?.total === undefined ? undefined : lastPage(page.total, page.limit)
  useDocumentTitle(title)

  // A page past the end holds nothing to act on, so the last page is meant.
  const isPastTheEnd =
    ownPage !== undefined &&
    rows.length === 0 &&
    params.page > 1 &&
    !ownPage.unreadable &&
    // More rows may come while devices are loaded.
    !ownPage.snapshot?.isPartial
  useEffect(() => {
    if (isPastTheEnd && !navigation().isLeaving) {
      goTo({ page: pageInstead(params.page, lastPageNumber) }, { replace: true })
    }
  })

  const isEmptyList = rows.length === 0 && isEmpty(ownPage, params)
  const hasNothing = query.isError && page === undefined
  const updatedAt = page?.snapshot?.readAt ?? query.dataUpdatedAt
  const view = {
    place,
    rows,
    page: ownPage,
    total: page && figureOf(page),
    updatedAt: query.isError ? 0 : updatedAt,
    isRefreshing: query.isFetching,
    onRefresh: () => void refresh(),
  }

  async function refresh() {
    await beforeRefresh?.(params)
    await query.refetch({ cancelRefetch: true })
    acceptLatest(session)
  }

  return (
    <main
      id="main"
      // The rows scroll by themselves where there is height for it; in a low window (or at 200 %) the page does.
      className="list-page"
    >
      {/* Each line has its height from the start, so that no row moves when its parts come. */}
      <div className="list-top">
        <div className="flex min-h-8 items-center gap-x-3 max-sm:min-h-11">
          <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight">
            {title}
          </h1>
          <div className="min-w-0 flex-1">
            <Tabs {...view} />
          </div>
        </div>
        <div className="flex items-center justify-between gap-x-3">
          <Search {...view} />
          {/* At least as wide as the icons, so that the field keeps its width when they come. */}
          <div className="list-tools">
            <Tools {...view} />
          </div>
        </div>
      </div>
      <div className="list-status">
        <Status {...view} />
      </div>
      {/* Both come before the rows in reading order and below them on the screen, so that no row
          moves under the pointer when they appear. */}
      <ListNotices
        noun={noun}
        page={ownPage}
        error={query.error}
        updatedAt={updatedAt}
        isFetching={query.isFetching}
        hasChanges={hasChanges}
        onRetry={() => query.refetch()}
      />
      {Notices && <Notices {...view} />}
      {SelectionBar && <SelectionBar {...view} />}
      {isEmptyList && <Empty {...view} />}
      {/* The notices, which say why, may be missing themselves. */}
      {hasNothing && (
        <p className="py-10 text-center text-ink-muted">{title} couldn’t be loaded.</p>
      )}
      {!isEmptyList && !hasNothing && (
        <>
          <div className="list-frame order-1" data-density={rowDensity}>
            <Table
              table={table}
              sortFields={sortFields}
              name={title}
              regionName={`${capitalized(noun)} list`}
              className="list-region"
              density={rowDensity}
              isStale={query.isPlaceholderData || isPending}
              skeletonRows={isPending && rows.length === 0 ? params.size : 0}
              onSortIntent={(sorting) => readSorted(toSort(sorting, sortFields))}
            />
          </div>
          <div className="list-foot">
            {page && !isPending && <Pagination place={place} shown={page} total={view.total} />}
          </div>
        </>
      )}
    </main>
  )
}

/** What the cells share: the selection, and what the page says of its rows. */
function useTableMeta<Row extends AnyRow, Field extends string, Page extends ListPage<Row>>(
  { selection, nameOf, rowNow, removedNote }: ListDefinition<Row, Field, Page>,
  page: Page | undefined,
): TableMeta {
  const session = useSession()
  const { matches, left } = page ?? {}
  return useMemo(() => {
    const byId = new Map(matches)
    const isRemoved = (row: Row) => rowNow !== undefined && !rowNow(session, row, left)
    const removed = (row: Row) => (isRemoved(row) ? removedNote : undefined)
    return {
      selection: selection(session),
      nameOf,
      isRemoved,
      disabledReason: removed,
      noteOn: (row: Row) => removed(row) ?? byId.get(row.id)?.note,
      marksOn: ({ id }) => byId.get(id)?.marks,
    }
  }, [session, selection, nameOf, rowNow, removedNote, matches, left])
}

function figureOf({ total, snapshot }: ListPage<unknown>): Figure | undefined {
  return total === undefined ? undefined : { count: total, isFinal: !snapshot?.isPartial }
}

/** True when there is nothing to list. Without a count, an empty first page says the same. */
function isEmpty(page: ListPage<unknown> | undefined, params: ListParams): boolean {
  if (!page || page.snapshot?.isPending) return false
  if (page.total !== undefined) return page.total === 0
  return page.snapshot !== undefined || (params.page === 1 && !page.unreadable)
}
