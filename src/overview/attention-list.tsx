import { paths } from '../lib/paths.ts'
import { formatCount } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { TextLink } from '../ui/text-link.tsx'
import type { Coverage } from '../fleet/coverage.ts'
import { amongText, attentionParts, noncompliant } from './attention.ts'
import type { Attention, Overview } from './overview.ts'
import { formatShare } from '../lib/share.ts'

/** The conditions that apply, then one line each for those that don't and for data that no device reports. */
export function AttentionList({
  overview: { attention, total },
  coverage,
}: {
  overview: Overview
  coverage: Coverage
}) {
  const { found, nothingFor, notReported } = attentionParts(attention, total, coverage.kind)
  const isPostureMissing = attention.some(({ q, isReported }) => q === noncompliant && !isReported)
  return (
    <>
      {found.length > 0 && (
        <ul className="-mx-2 grid grid-cols-[auto_minmax(0,1fr)_auto]">
          {found.map((condition) => (
            <AttentionItem key={condition.label} condition={condition} />
          ))}
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

function AttentionItem({ condition }: { condition: Attention }) {
  const { label, link, count, among, action } = condition
  return (
    <li className="relative col-span-full grid grid-cols-subgrid items-center gap-x-3 rounded-md px-2 hover:bg-hover">
      <Link
        {...link}
        // The whole row is the link's target for a pointer.
        className="group col-span-2 grid grid-cols-subgrid items-baseline py-1.5 after:absolute after:inset-0 print:py-1"
      >
        <span className="text-right text-lg font-semibold tabular-nums">{formatCount(count)}</span>
        <span className="min-w-0">
          <span className="block font-medium group-hover:text-accent">{label}</span>
          <span className="block text-sm text-ink-muted tabular-nums">
            {formatShare(count, among.count)} of {amongText(condition)}
          </span>
        </span>
      </Link>
      {action && (
        <TextLink
          to={action.to}
          className="relative justify-self-end py-1 text-sm max-sm:py-3 print:hidden"
        >
          {action.label}
        </TextLink>
      )}
    </li>
  )
}
