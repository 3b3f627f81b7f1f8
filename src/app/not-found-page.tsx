import { paths } from '../lib/paths.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { DeadEnd } from '../ui/dead-end.tsx'
import { TextLink } from '../ui/text-link.tsx'

/** Shown at an address that no route matches. */
export function NotFoundPage() {
  useDocumentTitle('Page not found')
  return (
    <DeadEnd title="Page not found" next={<TextLink to={paths.devices()}>Go to devices</TextLink>}>
      There is no page at this address. Part of it may have been lost when it was copied.
    </DeadEnd>
  )
}
