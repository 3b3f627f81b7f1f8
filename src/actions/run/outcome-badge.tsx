import { Check, CircleDashed, CircleHelp, CircleX, Minus, type LucideIcon } from 'lucide-react'
import type { OutcomeKind } from './outcome.ts'
import { outcomeName } from './outcome-words.ts'
import type { DeviceAction } from '../definitions.ts'

/** A check and not a green dot for what is done: that means a device that is online. */
const looks: Record<OutcomeKind | 'open', { Icon: LucideIcon; color: string }> = {
  done: { Icon: Check, color: 'text-accent' },
  'already-gone': { Icon: Check, color: 'text-ink-quiet' },
  failed: { Icon: CircleX, color: 'text-danger' },
  unknown: { Icon: CircleHelp, color: 'text-warn' },
  'not-sent': { Icon: Minus, color: 'text-ink-quiet' },
  skipped: { Icon: Minus, color: 'text-ink-quiet' },
  open: { Icon: CircleDashed, color: 'text-ink-quiet' },
}

/** The icon of an outcome, or of having none yet. */
export function OutcomeIcon({ kind = 'open' }: { kind: OutcomeKind | 'open' | undefined }) {
  const { Icon, color } = looks[kind]
  return <Icon aria-hidden className={`size-4 shrink-0 ${color}`} />
}

interface OutcomeBadgeProps {
  kind: OutcomeKind | undefined
  action: DeviceAction
  isUnderWay: boolean
}

/** An outcome as icon and word. */
export function OutcomeBadge({ kind, action, isUnderWay }: OutcomeBadgeProps) {
  return (
    <span className="inline-flex items-center gap-2 align-bottom whitespace-nowrap">
      <OutcomeIcon kind={kind} />
      {openOr(kind, action, isUnderWay)}
    </span>
  )
}

/** The name of an outcome, or of having none yet. */
export function openOr(
  kind: OutcomeKind | undefined,
  action: DeviceAction,
  isUnderWay: boolean,
): string {
  if (kind) return outcomeName(kind, action)
  return isUnderWay ? 'Waiting' : 'Checking'
}
