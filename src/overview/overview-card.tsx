import { useId, type ReactNode } from 'react'

interface OverviewCardProps {
  title: string
  /** What its figures cover, where that isn't all devices. */
  note?: string
  className?: string
  children: ReactNode
}

/** A card with a heading. */
export function OverviewCard({ title, note, className = '', children }: OverviewCardProps) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className={`card flex min-w-0 flex-col gap-2 p-4 print:p-3 print:break-inside-avoid ${className}`}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        {note && <p className="text-xs text-ink-quiet tabular-nums">{note}</p>}
      </div>
      {children}
    </section>
  )
}
