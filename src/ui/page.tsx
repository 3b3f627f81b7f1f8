import { ChevronLeft } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { Link } from './link.tsx'

interface PageProps {
  /** The heading, and the document's title unless that is given. */
  title: string
  documentTitle?: string
  back?: { to: string; label: string }
  /** Beside the heading, and on a phone below it. */
  tabs?: ReactNode
  lead?: ReactNode
  tools?: ReactNode
  children?: ReactNode
}

/** A page with a heading, below a link to the page above it. */
export function Page(props: PageProps) {
  const { title, documentTitle = props.title, back, tabs, lead, tools, children } = props
  useDocumentTitle(documentTitle)
  return (
    <PageFrame>
      <div>
        {back && <BackLink to={back.to}>{back.label}</BackLink>}
        <div
          className={`flex min-h-8 items-center gap-x-4 gap-y-2 max-sm:flex-wrap ${tabs === undefined ? 'justify-between' : ''} ${tools === undefined ? '' : 'max-sm:min-h-11'}`}
        >
          <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight wrap-anywhere">
            <bdi>{title}</bdi>
          </h1>
          {tabs}
          {tools}
        </div>
        {lead && <div className="mt-1.5 text-ink-muted">{lead}</div>}
      </div>
      {children}
    </PageFrame>
  )
}

/** A link to the page above this one, above its heading. */
export function BackLink({
  children,
  ...link
}: Pick<ComponentProps<typeof Link>, 'to' | 'state' | 'children'>) {
  return (
    <Link
      {...link}
      className="-ml-1 inline-flex min-h-8 items-center gap-0.5 rounded-md pr-2 text-sm text-ink-muted hover:text-ink max-sm:min-h-11"
    >
      <ChevronLeft aria-hidden className="size-4" />
      {children}
    </Link>
  )
}

/** The main landmark of a page, with its width, margins and gaps. */
export function PageFrame({ children }: { children: ReactNode }) {
  return (
    <main
      id="main"
      className="page-width grid grid-cols-[minmax(0,1fr)] content-start gap-4 pt-4 pb-16 max-sm:pt-2"
    >
      {children}
    </main>
  )
}
