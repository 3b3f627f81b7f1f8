import { CircleCheck, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Coverage } from '../fleet/coverage.ts'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { Empty } from '../ui/empty.tsx'
import { TextLink } from '../ui/text-link.tsx'

interface NothingFoundProps {
  coverage: Coverage
  /** True once the snapshot has answered. */
  isKnown: boolean
  title: string
  children: ReactNode
}

/** Says that there is nothing to clean up, once all devices prove it; before, a placeholder for rows. */
export function NothingFound({ coverage, isKnown, title, children }: NothingFoundProps) {
  const fleet = useFleetState()
  if (!isSearchable(fleet) && !coverage.isLoading) return null
  if (!isKnown || coverage.isLoading) return <RowsTableSkeleton />
  if (coverage.kind !== 'complete') {
    return (
      <Empty
        icon={<Search aria-hidden className="size-8 text-ink-quiet" />}
        title="None among the loaded devices"
      />
    )
  }
  return (
    <Empty
      icon={<CircleCheck aria-hidden className="size-8 text-good" />}
      title={title}
      action={<TextLink to={paths.devices()}>Go to devices</TextLink>}
    >
      {children}
    </Empty>
  )
}
