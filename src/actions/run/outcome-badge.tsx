import type { OutcomeKind } from './outcome.ts'
import { outcomeName } from './outcome-words.ts'
import type { DeviceAction } from '../definitions.ts'

const dots: Record<OutcomeKind | 'open', string> = {
  done: 'bg-good',
  'already-gone': 'border-2 border-good',
  failed: 'bg-danger',
  unknown: 'bg-warn',
  'not-sent': 'bg-idle',
  skipped: 'border-2 border-idle',
  open: 'bg-ink/10',
}

/** A dot in the color of an outcome, or of having none yet. */
export function OutcomeDot({ kind = 'open' }: { kind: OutcomeKind | 'open' | undefined }) {
  return (
    <span
      aria-hidden
      className={`size-2 shrink-0 rounded-full ${dots[kind]} forced-color-adjust-none`}
    />
  )
}

interface OutcomeBadgeProps {
  /** `undefined` while there is none. */
  kind: OutcomeKind | undefined
  action: DeviceAction
  isUnderWay: boolean
}

/** An outcome as dot and word. */
export function OutcomeBadge({ kind, action, isUnderWay }: OutcomeBadgeProps) {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <OutcomeDot kind={kind} />
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
