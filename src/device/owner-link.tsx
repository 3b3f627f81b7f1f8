import type { Owner } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { mayNameEmail } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { ownerName } from './owner.ts'

interface OwnerLinkProps {
  owner: Owner | undefined
  /** Looks like a link only under the pointer, for tables. */
  isQuiet?: boolean
}

/** An owner's name, linked to their page where the owner's ID can be part of an address. */
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

/** False for e-mail addresses, which no address may hold, and for dots, which lead elsewhere. */
function canBeAddressed(id: string): boolean {
  return !mayNameEmail(id) && !/^\.{1,2}$/.test(id)
}
