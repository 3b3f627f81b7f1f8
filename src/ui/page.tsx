import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { Link } from './link.tsx'

interface PageProps {
  /** Its heading and the document's title. */
  title: string
  /** Where it belongs below. */
  back: { to: string; label: string }
  /** What it is for, or what it is about. */
  lead?: ReactNode
  children: ReactNode
}

/** A page with the way back, one heading and what it is for. */
export function Page({ title, back, lead, children }: PageProps) {
  useDocumentTitle(title)
  return (
    <main id="main" className="mx-auto w-full max-w-7xl px-6 pt-4 pb-16 max-sm:px-4">
      <Link
        to={back.to}
        className="-ml-1 inline-flex min-h-8 items-center gap-0.5 rounded-md pr-2 text-sm text-ink-muted hover:text-ink max-sm:min-h-11"
      >
        <ChevronLeft aria-hidden className="size-4" />
        {back.label}
      </Link>
      <h1 tabIndex={-1} className="mt-1 text-2xl font-semibold tracking-tight wrap-anywhere">
        <bdi>{title}</bdi>
      </h1>
      {lead && <div className="mt-1.5 text-ink-muted">{lead}</div>}
      <div className="mt-4 grid gap-4">{children}</div>
    </main>
  )
}
