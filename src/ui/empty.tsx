import type { ReactNode } from 'react'

interface EmptyProps {
  /** 32 px, hidden from screen readers. */
  icon: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** Replaces a list that has nothing to show. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="card grid justify-items-center gap-2 px-6 py-20 text-center text-ink-muted">
      {icon}
      <h2 className="text-lg font-medium text-ink">{title}</h2>
      {children && <div className="max-w-md">{children}</div>}
      {action}
    </div>
  )
}
