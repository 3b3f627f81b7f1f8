import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { whenIdle } from '../lib/when-idle.ts'
import { useConnection } from '../session/use-connection.ts'
import { listSearch, parseListParams, type ListParams } from '../list/list-params.ts'
import { deviceQueries } from './queries.ts'
import type { ListPage } from './read-page.ts'

const freshForMs = 20_000

/** Reads the next page once the browser has nothing better to do, so that it is there on a click. */
export function useReadAhead(
  params: ListParams,
  page: ListPage | undefined,
  isPlaceholder: boolean,
): void {
  const connection = useConnection()
  const queryClient = useQueryClient()
  const next = page?.hasNext && !isPlaceholder ? { ...params, page: params.page + 1 } : undefined
  const nextSearch = next && listSearch(next)

  useEffect(() => {
    if (nextSearch === undefined) return
    return whenIdle(() => {
      void queryClient.prefetchQuery({
        ...deviceQueries.list(connection, parseListParams(nextSearch)),
        staleTime: freshForMs,
      })
    })
  }, [connection, queryClient, nextSearch])
}
