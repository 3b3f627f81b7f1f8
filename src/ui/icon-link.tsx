import type { LucideIcon } from 'lucide-react'
import { useHref, useLinkClickHandler } from 'react-router'

interface IconLinkProps {
  label: string
  icon: LucideIcon
  /** Absent while it leads nowhere. */
  link: { to: string; state?: unknown } | undefined
  replace?: boolean
}

const shape = 'grid size-8 place-items-center rounded-md text-ink-muted max-sm:size-11'

/** A square link with an icon; it keeps its place, and the focus, while there is nowhere to go. */
export function IconLink({ label, icon: Icon, link, replace = false }: IconLinkProps) {
  // Not the router's own link: that one always leads somewhere, and another element loses the focus.
  const href = useHref(link?.to ?? '')
  const follow = useLinkClickHandler(link?.to ?? '', {
    replace,
    state: link?.state,
  })
  return (
    <a
      {...(link ? { href, onClick: follow, title: label } : { role: 'link', tabIndex: 0 })}
      aria-label={label}
      aria-disabled={link === undefined || undefined}
      className={`${shape} ${link ? 'hover:bg-ink/7 hover:text-ink' : 'cursor-default opacity-35'}`}
    >
      <Icon aria-hidden className="size-4" />
    </a>
  )
}
