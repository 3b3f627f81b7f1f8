import { useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '../lib/paths.ts'
import { cleanUpSearch, parseCleanUpParams, type CleanUpParams } from './clean-up-params.ts'

/** What the address says, and the way to change it: each change adds a step to the history. */
export function useCleanUpParams(): {
  params: CleanUpParams
  change: (next: Partial<CleanUpParams>) => void
} {
  const { search } = useLocation()
  const navigate = useNavigate()
  const params = useMemo(() => parseCleanUpParams(search), [search])
  return {
    params,
    change(next) {
      void navigate(paths.cleanUp + cleanUpSearch({ ...params, ...next }))
    },
  }
}
