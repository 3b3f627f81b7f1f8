import type { ReactNode } from 'react'
import { sanitizeForDisplay } from '../lib/text.ts'
import { lookOfStatus } from './statuses.ts'

/** A status as dot and word, or as it came. */
export function StatusBadge({ status, children }: { status: string; children?: ReactNode }) {
  return (
    <bdi className={`status-badge ${lookOfStatus(status)}`}>
      {children ?? sanitizeForDisplay(status, 40)}
    </bdi>
  )
}
