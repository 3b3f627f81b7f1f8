import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { whenIdle } from '../lib/when-idle.ts'
import type { SortBy } from '../api/sort.ts'
import type { PageQuery } from './list-pages.ts'
import { changeList, listSearch, type ListParams } from './list-address.ts'

/** A page read ahead this recently (ms) is not read ahead again. */
const freshForMs = 20_000

/** Reads the next page when idle. Returns a function that reads page 1 in an order about to be asked for. */
export function useReadAhead<Page extends { hasNext: boolean }, Field extends string>(
  pageQuery: (params: ListParams<Field>) => PageQuery<Page>,
  params: ListParams<Field>,
  page: Page | undefined,
): (sort: readonly SortBy<Field>[]) => void {
  const queryClient = useQueryClient()
  const read = (wanted: ListParams<Field>) =>
    void queryClient.prefetchQuery({ ...pageQuery(wanted), staleTime: freshForMs })
  const next = page?.hasNext ? { ...params, page: params.page + 1 } : undefined
  const nextKey = next && listSearch(next)

  const readNext = useEffectEvent(() => next && read(next))
  useEffect(() => {
    if (nextKey !== undefined) return whenIdle(() => readNext())
  }, [nextKey])

  return (sort) => read(changeList(params, { sort }))
}
