import type { ReactNode } from 'react'
import { Warning } from './icons.tsx'

interface DeadEndProps {
  title: string
  children: ReactNode
  next: ReactNode
}

/** A page that only explains why there is nothing to show, with a next step. */
export function DeadEnd({ title, children, next }: DeadEndProps) {
  return (
    <main
      id="main"
      className="mx-auto grid w-full max-w-lg gap-3 px-6 py-20 max-sm:px-4 max-sm:py-12"
    >
      <Warning className="size-8 text-ink-quiet" />
      <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight wrap-anywhere">
        {title}
      </h1>
      <div className="text-ink-muted wrap-anywhere">{children}</div>
      <div className="mt-2 flex flex-wrap items-center gap-3">{next}</div>
    </main>
  )
}
