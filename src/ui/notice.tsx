import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const looks = {
  info: [Info, 'bg-selected text-ink [--notice:var(--color-accent)]'],
  warn: [TriangleAlert, 'bg-warn-soft text-ink [--notice:var(--color-warn)]'],
  danger: [CircleAlert, 'bg-danger-soft text-ink [--notice:var(--color-danger)]'],
} as const

interface NoticeProps {
  tone: keyof typeof looks
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** The last line of `children` is a button at its beginning. */
  hasFoot?: boolean
}

/** A message beside the content it is about; `danger` is announced as an alert. */
export function Notice({ tone, title, children, action, hasFoot = false }: NoticeProps) {
  const [Icon, colors] = looks[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : undefined}
      className={`flex items-start gap-2.5 rounded-lg max-sm:flex-wrap forced-colors:outline px-3 py-2.5 text-sm ${colors}`}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-(--notice)" />
      <div className="min-w-0 flex-1 wrap-anywhere max-sm:min-w-[calc(100%-1.625rem)]">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-ink-muted">{children}</div>}
      </div>
      {/* On a phone below the text, which it would squeeze, and beside a button that ends it. */}
      {action && (
        <div className={`shrink-0 ${hasFoot ? 'max-sm:-mt-13.5 max-sm:ml-auto' : 'max-sm:ml-6.5'}`}>
          {action}
        </div>
      )}
    </div>
  )
}
