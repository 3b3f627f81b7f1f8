import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '../lib/paths.ts'
import { Empty } from '../ui/empty.tsx'
import { TextLink } from '../ui/text-link.tsx'

/** Says that there is nothing to clean up. */
export function NothingFound({ title, children }: { title: string; children: ReactNode }) {
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
