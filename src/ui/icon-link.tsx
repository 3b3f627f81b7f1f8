import type { LucideIcon } from 'lucide-react'
import { Link } from './link.tsx'

interface IconLinkProps {
  label: string
  icon: LucideIcon
  /** `undefined` disables the link. */
  link: { to: string; state?: unknown } | undefined
  replace?: boolean
}

/** A square link with an icon. */
export function IconLink({ label, icon: Icon, link, replace = false }: IconLinkProps) {
  return (
    <Link
      to={link?.to}
      state={link?.state}
      replace={replace}
      title={link && label}
      aria-label={label}
      className="grid size-8 place-items-center rounded-md text-ink-muted hover:not-aria-disabled:bg-ink/7 hover:not-aria-disabled:text-ink aria-disabled:cursor-default aria-disabled:opacity-35 max-sm:size-11"
    >
      <Icon aria-hidden className="size-4" />
    </Link>
  )
}
