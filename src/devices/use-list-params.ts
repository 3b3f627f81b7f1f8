import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '../lib/paths.ts'
import { changeList, listSearch, parseListParams, type ListParams } from './list-params.ts'

interface ListAddress {
  params: ListParams
  /** The canonical search of these parameters. */
  search: string
  /** The address of this list after a change. */
  hrefOf: (change: Partial<ListParams>) => string
  /** Goes there; `replace` corrects the address instead of adding a step to go back to. */
  goTo: (change: Partial<ListParams>, options?: { replace: boolean }) => void
}

/** The list the address asks for; an address with nonsense in it is cleaned in place. */
export function useListParams(): ListAddress {
  const location = useLocation()
  const navigate = useNavigate()
  const params = parseListParams(location.search)
  const search = listSearch(params)

  useEffect(() => {
    if (location.search !== search) {
      void navigate(paths.devices(search), { replace: true, state: location.state as unknown })
    }
  }, [location, search, navigate])

  const hrefOf = (change: Partial<ListParams>) =>
    paths.devices(listSearch(changeList(params, change)))
  return {
    params,
    search,
    hrefOf,
    goTo: (change, options) =>
      void navigate(hrefOf(change), { ...options, state: { keepFocus: true } }),
  }
}
