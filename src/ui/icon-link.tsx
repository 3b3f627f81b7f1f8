import type { LucideIcon } from 'lucide-react'
import { Link } from 'react-router'

interface IconLinkProps {
  label: string
  icon: LucideIcon
  /** Absent while it leads nowhere. */
  link: { to: string; state?: unknown } | undefined
  replace?: boolean
}

const shape = 'grid size-8 place-items-center rounded-md text-ink-muted max-sm:size-11'

/** A square link with an icon; it keeps its place while there is nowhere to go. */
export function IconLink({ label, icon: Icon, link, replace = false }: IconLinkProps) {
  const icon = <Icon aria-hidden className="size-4" />
  return link === undefined ? (
    <span role="link" aria-disabled aria-label={label} className={`${shape} opacity-35`}>
      {icon}
    </span>
  ) : (
    <Link
      {...link}
      replace={replace}
      aria-label={label}
      title={label}
      className={`${shape} hover:bg-ink/7 hover:text-ink`}
    >
      {icon}
    </Link>
  )
}
