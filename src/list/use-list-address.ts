import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { navigation } from '../lib/navigation.ts'
import { useSession } from '../session/use-session.tsx'
import {
  type ListAddress,
  type ListLink,
  changeList,
  listSearch,
  type ListParams,
} from './list-address.ts'

/** Where a list is, and how it changes its place. */
export interface ListNavigation<Field extends string = string> {
  params: ListParams<Field>
  listKey: string
  linkTo: (change: Partial<ListParams<Field>>) => ListLink
  /** Navigates there; `replace` corrects the history entry instead of adding one. */
  goTo: (change: Partial<ListParams<Field>>, options?: { replace: boolean }) => void
}

/** Reads the list that the address asks for, and rewrites the address when it is not canonical. */
export function useListAddress<Field extends string>(
  address: ListAddress<Field>,
): ListNavigation<Field> {
  const session = useSession()
  const location = useLocation()
  const navigate = useNavigate()
  const params = address.paramsOf(session, address.originAt(location))
  const canonical = address.originOf(session, params)

  useEffect(() => {
    const isCanonical = location.pathname === address.path && location.search === canonical.list
    if (!isCanonical && !navigation().isLeaving) {
      const { to, state } = address.linkTo(canonical)
      void navigate(to, { replace: true, state })
    }
  })

  const linkTo = (change: Partial<ListParams<Field>>) =>
    address.linkTo(address.originOf(session, changeList(params, change)))
  return {
    params,
    listKey: listSearch(params),
    linkTo,
    goTo: (change, options) => {
      const { to, state } = linkTo(change)
      void navigate(to, { ...options, state })
    },
  }
}
