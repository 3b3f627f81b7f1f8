import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '../lib/paths.ts'
import { Link } from '../ui/link.tsx'

/** Says that there is nothing to clean up. */
export function NothingFound({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-xl bg-surface px-6 py-16 text-center shadow-card ring-1 ring-line">
      <CircleCheck aria-hidden className="size-8 text-good" />
      <h2 className="text-lg font-medium">{title}</h2>
      <p className="max-w-md text-ink-muted">{children}</p>
      <Link
        to={paths.devices()}
        className="mt-1 font-medium text-accent underline underline-offset-2"
      >
        Go to devices
      </Link>
    </div>
  )
}
