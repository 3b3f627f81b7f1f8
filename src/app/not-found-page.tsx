import { paths } from '../lib/paths.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { DeadEnd } from '../ui/dead-end.tsx'
import { Link } from '../ui/link.tsx'

/** For an address the console does not have. */
export function NotFoundPage() {
  useDocumentTitle('Page not found')
  return (
    <DeadEnd
      title="Page not found"
      next={
        <Link to={paths.devices()} className="font-medium text-accent underline underline-offset-2">
          Go to the devices
        </Link>
      }
    >
      The console has no page at this address. A part may have been lost when it was copied.
    </DeadEnd>
  )
}
