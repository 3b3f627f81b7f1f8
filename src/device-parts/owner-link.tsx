import { Link } from 'react-router'
import type { Owner } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { ownerName } from './owner.ts'

/** An owner's name, leading to their page where their id can stand in an address. */
export function OwnerLink({ owner }: { owner: Owner | undefined }) {
  const name = <bdi>{ownerName(owner)}</bdi>
  if (!owner?.id || !canBeAddressed(owner.id)) return name
  return (
    <Link
      to={paths.owner(owner.id)}
      className="text-accent underline-offset-2 hover:underline max-sm:py-1"
    >
      {name}
    </Link>
  )
}

/** An e-mail address must not stand in one, and dots alone would lead elsewhere. */
function canBeAddressed(id: string): boolean {
  return !/@|^\.{1,2}$/.test(id)
}
