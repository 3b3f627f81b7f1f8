import type { Owner } from '../api/device.ts'
import { Link } from '../ui/link.tsx'
import { ownerName, personPath } from './owner.ts'

/** An owner's name, linked to their page if it has an address. */
export function OwnerLink({
  owner,
  className = '',
}: {
  owner: Owner | undefined
  className?: string
}) {
  const name = ownerName(owner)
  const address = personPath(owner)
  if (address === undefined) return <bdi className={className}>{name}</bdi>
  return (
    <Link to={address} dir="auto" className={`owner-link ${className}`}>
      {name}
    </Link>
  )
}
