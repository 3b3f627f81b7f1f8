import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fleetState } from '../fleet/fleet-state.ts'
import { deviceQueries } from './queries.ts'
import { acceptLatest } from './steady-page.ts'

/** While the copy fills, it changes many times a second; asking it that often helps nobody. */
const followEveryMs = 400

/** Asks the copy of the fleet again whenever its contents changed. */
export function useFleetFollowed(): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    let { revision } = fleetState.get()
    let isReading = true
    let timer: ReturnType<typeof setTimeout> | undefined

    async function follow() {
      timer = undefined
      const wasReading = isReading
      ;({ revision } = fleetState.get())
      isReading = fleetState.get().phase === 'reading'
      await Promise.all([
        queryClient.invalidateQueries({
          queryKey: deviceQueries.lists,
          predicate: ({ queryKey }) => isSearch(queryKey[2]),
        }),
        queryClient.invalidateQueries({ queryKey: deviceQueries.facets }),
      ])
      // Rows are expected to come while the fleet is being read.
      if (wasReading) acceptLatest()
    }

    const stop = fleetState.subscribe(() => {
      if (fleetState.get().revision !== revision)
        timer ??= setTimeout(() => void follow(), followEveryMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [queryClient])
}

function isSearch(params: unknown): boolean {
  return typeof params === 'object' && params !== null && 'q' in params && params.q !== ''
}
