import { useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '../lib/paths.ts'
import { cleanUpSearch, parseCleanUpParams, type CleanUpParams } from './clean-up-params.ts'

/** Reads the parameters from the address; each change adds a history entry. */
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
