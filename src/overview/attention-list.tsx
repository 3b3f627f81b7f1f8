import { ChevronRight, CircleAlert, CircleHelp, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { Coverage } from '../fleet/coverage.ts'
import { paths } from '../lib/paths.ts'
import { formatShare } from '../lib/share.ts'
import { formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import {
  amongText,
  attentionParts,
  noncompliant,
  type CountedCondition,
  type Severity,
} from './attention.ts'
import { Track } from '../ui/track.tsx'
import { MetricLink } from './metric-link.tsx'
import type { Overview } from './overview.ts'

/** The conditions that apply, then one line each for those that don't and for data that no device reports. */
export function AttentionList({
  overview: { attention, total },
  coverage: { kind },
}: {
  overview: Overview
  coverage: Coverage
}) {
  const { found, nothingFor, notReported } = attentionParts(attention, total, kind)
  const isPostureMissing = attention.some(
    ({ q, isReported }) => q === noncompliant.q && !isReported,
  )
  // A condition that applies to none so far keeps its place, so that no row moves when it does.
  const shown = kind === 'partial' ? attention : found
  return (
    <>
      {shown.length > 0 && (
        <ul className={attentionGridClass}>
          {shown.map((condition) =>
            found.includes(condition) ? (
              <AttentionItem key={condition.label} condition={condition} />
            ) : (
              <AttentionSkeleton key={condition.label} />
            ),
          )}
        </ul>
      )}
      {nothingFor && <p className="text-sm text-ink-muted">{nothingFor}</p>}
      {notReported && (
        <p className="text-sm text-ink-muted">
          {notReported}{' '}
          {isPostureMissing && <TextLink to={paths.posture}>Load posture one by one</TextLink>}
        </p>
      )}
    </>
  )
}

const icons: Record<Severity, [Icon: LucideIcon, color: string]> = {
  urgent: [TriangleAlert, 'text-warn-fill'],
  notable: [CircleAlert, 'text-ink-quiet'],
  odd: [CircleHelp, 'text-ink-quiet'],
}

export const attentionGridClass =
  '-mx-2 grid grid-cols-[auto_minmax(2.5rem,auto)_minmax(0,1fr)_auto_auto]'

const rowClass = 'col-span-full grid grid-cols-subgrid items-center gap-x-3 px-2'

function AttentionItem({ condition }: { condition: CountedCondition }) {
  const { label, count, among, action, severity, meaning } = condition
  const [Icon, color] = icons[severity]
  return (
    <li className={`group relative rounded-md hover:bg-hover ${rowClass}`}>
      <MetricLink
        metric={condition}
        // The whole row is the link's target for a pointer.
        className="col-span-3 grid grid-cols-subgrid items-baseline py-1.5 after:absolute after:inset-0 after:rounded-md print:py-1"
      >
        <Icon aria-hidden className={`size-4 self-center ${color}`} />
        <span className="text-right text-lg leading-5 font-semibold tabular-nums">
          {formatCount(count)}
        </span>
        <span className="min-w-0">
          <span className="block font-medium group-hover:text-accent">{label}</span>
          <span className="flex items-center gap-2 text-sm text-ink-muted tabular-nums max-sm:flex-col-reverse max-sm:items-stretch max-sm:gap-1">
            <Track count={count} of={among.count} className="h-1.5 w-16 max-sm:w-full" />
            <span>
              {meaning ?? `${formatShare(count, among.count)} of ${amongText(condition)}`}
            </span>
          </span>
        </span>
      </MetricLink>
      {action && (
        <TextLink to={action.to} className="relative py-1 text-sm max-sm:py-3 print:hidden">
          {action.label}
        </TextLink>
      )}
      <ChevronRight
        aria-hidden
        className="col-start-5 size-4 text-ink-quiet group-hover:text-accent print:hidden"
      />
    </li>
  )
}

/** Holds the place of a condition. */
export function AttentionSkeleton() {
  return (
    <li aria-hidden className={`min-h-13 ${rowClass}`}>
      <Skeleton className="size-4" />
      <Skeleton className="ml-auto h-4 w-7" />
      <Skeleton className="h-4 w-48" />
    </li>
  )
}
