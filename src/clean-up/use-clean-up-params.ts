import { useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '../lib/paths.ts'
import { cleanUpSearch, parseCleanUpParams, type CleanUpParams } from './clean-up-params.ts'

/** What the address says, and the way to change it; typing replaces the entry, a choice adds one. */
export function useCleanUpParams(): {
  params: CleanUpParams
  change: (next: Partial<CleanUpParams>, options?: { replace: boolean }) => void
} {
  const { search } = useLocation()
  const navigate = useNavigate()
  const params = useMemo(() => parseCleanUpParams(search), [search])
  return {
    params,
    change(next, options = { replace: false }) {
      void navigate(paths.cleanUp + cleanUpSearch({ ...params, ...next }), options)
    },
  }
}
