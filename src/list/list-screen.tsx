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
import { pageQuery, type ListPages } from './list-pages.ts'
import type { Selection } from './selection.ts'
import type { ListRow, ListSource } from './source/list-source.ts'
import { acceptLatest, useSteadyRows } from './steady-rows.ts'
import { Table } from './table.tsx'
import type { ListColumns, TableMeta } from './table-features.ts'
import { density, useColumnVisibility, type TableSettings } from './table-settings.ts'
import { useAutoRefresh } from './use-auto-refresh.ts'
import { toSort, useListTable } from './use-list-table.ts'
import { useReadAhead } from './use-read-ahead.ts'

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
export type ListDefinition<
  R extends ListRow<Field>,
  Field extends string,
  Page extends ListPage<R>,
> = ListPages<R, Field, Page> & {
  /** Its heading and accessible name: "Devices". */
  title: string
  /** One row in words: "device". */
  noun: string
  address: ListAddress<Field>
  columns: ListColumns<R>
  settings: TableSettings
  /** Names a row: "Select lost-laptop-01". */
  nameOf(row: R): string
  /** Says of a row that holds its place why it is no longer one. */
  removedNote?: string
  Tools: Part<R, Field, Page>
  /** A `StatusLine`. */
  Status: Part<R, Field, Page>
  Empty: Part<R, Field, Page>
  Tabs?: Part<R, Field, Page>
  /** Of a list whose address has a search. */
  Search?: Part<R, Field, Page>
  /** Notices of this kind of list, each in a region of its own that announces it. */
  Notices?: Part<R, Field, Page>
  /** Of a list with a `selectColumn`. */
  selection?: SessionPart<Selection<R>>
  SelectionBar?: Part<R, Field, Page>
}

/** A list as a page of its own: what the address asks for, page by page. */
export function ListScreen<
  R extends ListRow<Field>,
  Field extends string,
  Page extends ListPage<R>,
>({ list }: { list: ListDefinition<R, Field, Page> }) {
  const { title, noun, address, settings } = list
  const { Tabs, Tools, Search, Status, Empty, Notices, SelectionBar } = list
  const session = useSession()
  const queryOf = (wanted: ListParams<Field>) => pageQuery(list, session, wanted)
  const place = useListAddress(address)
  const { params, listKey, goTo } = place
  const query = useQuery({
    ...queryOf(params),
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
    (row) => rowNow(session, list, row, page?.left),
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
  const readSorted = useReadAhead(queryOf, params, ownPage)
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
    if (!list.source || params.q !== '') await list.snapshot?.refresh(session)
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
          <div className="min-w-0 flex-1">{Tabs && <Tabs {...view} />}</div>
        </div>
        <div className="flex items-center gap-x-3">
          {Search && <Search {...view} />}
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
        list={list}
        page={ownPage}
        sort={params.sort}
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
function useTableMeta<R extends ListRow<Field>, Field extends string, Page extends ListPage<R>>(
  list: ListDefinition<R, Field, Page>,
  page: Page | undefined,
): TableMeta {
  const session = useSession()
  const { matches, left } = page ?? {}
  return useMemo(() => {
    const { selection, nameOf, removedNote } = list
    const byId = new Map(matches)
    const isRemoved = (row: R) => !rowNow(session, list, row, left)
    const removed = (row: R) => (isRemoved(row) ? removedNote : undefined)
    return {
      selection: selection?.(session),
      nameOf,
      isRemoved,
      disabledReason: removed,
      noteOn: (row: R) => removed(row) ?? byId.get(row.id)?.note,
      marksOn: ({ id }) => byId.get(id)?.marks,
    }
  }, [session, list, matches, left])
}

/** A row that holds its place, as it is now; `undefined` when there is none any more. */
function rowNow<R extends ListRow<Field>, Field extends string>(
  session: Session,
  { source }: { source?: ListSource<Field, R> | undefined },
  row: R,
  left: ListPage<R>['left'],
): R | undefined {
  if (left?.ids.includes(row.id)) return left.rows.find(({ id }) => id === row.id)
  return source?.rowNow ? source.rowNow(session, row) : row
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
