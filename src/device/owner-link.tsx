import type { Owner } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { mayNameEmail } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { ownerName } from './owner.ts'

interface OwnerLinkProps {
  owner: Owner | undefined
  /** Looks like text until it is pointed at: for tables. */
  isQuiet?: boolean
  className?: string
}

/** An owner's name, linked to their page when their ID can be part of an address. */
export function OwnerLink({ owner, isQuiet = false, className = '' }: OwnerLinkProps) {
  const name = ownerName(owner)
  if (!owner?.id || !canBeAddressed(owner.id)) return <bdi className={className}>{name}</bdi>
  return (
    <Link
      to={paths.person(owner.id)}
      dir="auto"
      className={`underline-offset-2 hover:underline max-sm:py-1 ${isQuiet ? 'hover:text-accent' : 'text-accent'} ${className}`}
    >
      {name}
    </Link>
  )
}

/** E-mail addresses are never part of an address, and dots alone would lead elsewhere. */
function canBeAddressed(id: string): boolean {
  return !mayNameEmail(id) && !/^\.{1,2}$/.test(id)
}
