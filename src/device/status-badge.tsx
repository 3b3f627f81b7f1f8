import type { ReactNode } from 'react'
import { plainStatus } from '../api/device.ts'
import { sanitizeForDisplay } from '../lib/text.ts'

/** A status as dot and word, or as it came. app.css draws the dot, by the attribute. */
export function StatusBadge({ status, children }: { status: string; children?: ReactNode }) {
  return (
    <bdi data-status={plainStatus(status)} className="status-badge">
      {children ?? sanitizeForDisplay(status, 40)}
    </bdi>
  )
}
