import type { Owner } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { mayNameEmail } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { ownerName } from './owner.ts'

interface OwnerLinkProps {
  owner: Owner | undefined
  /** Shows that it leads somewhere only when pointed at: for tables. */
  isQuiet?: boolean
}

/** An owner's name, leading to their page where their id can stand in an address. */
export function OwnerLink({ owner, isQuiet = false }: OwnerLinkProps) {
  const name = <bdi>{ownerName(owner)}</bdi>
  if (!owner?.id || !canBeAddressed(owner.id)) return name
  return (
    <Link
      to={paths.owner(owner.id)}
      className={`underline-offset-2 hover:underline max-sm:py-1 ${isQuiet ? 'hover:text-accent' : 'text-accent'}`}
    >
      {name}
    </Link>
  )
}

/** An e-mail address must not stand in one, and dots alone would lead elsewhere. */
function canBeAddressed(id: string): boolean {
  return !mayNameEmail(id) && !/^\.{1,2}$/.test(id)
}
