import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '../lib/paths.ts'
import { linkToList, originAt, originOf, paramsOf, type ListOrigin } from './list-origin.ts'
import { changeList, listSearch, type ListParams } from './list-params.ts'

export interface ListAddress {
  params: ListParams
  /** Tells this list from every other. */
  view: string
  /** A link to this list after a change. */
  linkTo: (change: Partial<ListParams>) => { to: string; state: ListOrigin }
  /** Goes there; `replace` corrects the address instead of adding a step to go back to. */
  goTo: (change: Partial<ListParams>, options?: { replace: boolean }) => void
}

/** The list the address asks for; an address with nonsense in it is cleaned in place. */
export function useListParams(): ListAddress {
  const location = useLocation()
  const navigate = useNavigate()
  const params = paramsOf(originAt(location))
  const canonical = originOf(params)

  useEffect(() => {
    if (location.pathname !== paths.devices() || location.search !== canonical.list) {
      const { to, state } = linkToList(canonical)
      void navigate(to, { replace: true, state })
    }
  })

  const linkTo = (change: Partial<ListParams>) => linkToList(originOf(changeList(params, change)))
  return {
    params,
    view: listSearch(params),
    linkTo,
    goTo: (change, options) => {
      const { to, state } = linkTo(change)
      void navigate(to, { ...options, state })
    },
  }
}
