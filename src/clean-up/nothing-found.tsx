import { CircleCheck, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Coverage } from '../fleet/coverage.ts'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { Empty } from '../ui/empty.tsx'
import { TextLink } from '../ui/text-link.tsx'

interface NothingFoundProps {
  coverage: Coverage
  title: string
  children: ReactNode
}

/** Says that there is nothing to clean up, once all devices prove it. */
export function NothingFound({ coverage, title, children }: NothingFoundProps) {
  const fleet = useFleetState()
  if (!isSearchable(fleet)) return null
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
