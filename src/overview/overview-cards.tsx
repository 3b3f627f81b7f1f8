import { useId, type ReactNode } from 'react'
import type { Coverage } from '../fleet/coverage.ts'
import { counted } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { AttentionList, AttentionSkeleton, attentionGridClass } from './attention-list.tsx'
import { conditionsOf } from './attention.ts'
import { BarList, barGridClass, barRowClass } from './bar-list.tsx'
import { chartsOf, type Chart } from './charts.ts'
import type { CountedChart, Overview } from './overview.ts'
import { legendClass, StackedBar } from './stacked-bar.tsx'
import { WeekChart } from './week-chart.tsx'

interface OverviewCardsProps {
  /** Without one the cards have gray rows, in the size of the numbers that come. */
  overview: Overview | undefined
  coverage: Coverage
}

/** The numbers, in cards that say so while more devices may be counted. */
export function OverviewCards({ overview, coverage }: OverviewCardsProps) {
  const soFar = overview && coverage.kind === 'partial' ? 'so far' : ''
  return (
    <div
      aria-hidden={!overview || undefined}
      className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2 print:[zoom:0.78] print:grid-cols-2"
    >
      <Charts isStacked overview={overview} soFar={soFar} />
      <OverviewCard title="Needs attention" note={soFar} className="lg:row-span-2 print:row-span-2">
        {overview ? (
          <AttentionList overview={overview} coverage={coverage} />
        ) : (
          <ul className={attentionGridClass}>
            {conditionsOf([]).map(({ label }) => (
              <AttentionSkeleton key={label} />
            ))}
          </ul>
        )}
      </OverviewCard>
      <Charts isStacked={false} overview={overview} soFar={soFar} />
      <OverviewCard title="Registrations per week" note={soFar}>
        {overview ? (
          <WeekChart weeks={overview.weeks} isFinal={soFar === ''} />
        ) : (
          <Skeleton className="min-h-48 grow" />
        )}
      </OverviewCard>
    </div>
  )
}

interface ChartsProps {
  isStacked: boolean
  overview: Overview | undefined
  soFar: string
}

function Charts({ isStacked, overview, soFar }: ChartsProps) {
  const { ownerDeviceLimit } = useSession().config
  const isOfKind = (chart: Chart) => (chart.isStacked ?? false) === isStacked
  const Body = isStacked ? StackedBar : BarList
  if (!overview) {
    return chartsOf([], [], ownerDeviceLimit)
      .filter(isOfKind)
      .map((chart) => (
        <OverviewCard key={chart.title} title={chart.title}>
          <ChartSkeleton {...chart} />
        </OverviewCard>
      ))
  }
  return overview.charts
    .filter((chart) => isOfKind(chart) && chart.total > 0)
    .map((chart) => (
      <OverviewCard key={chart.title} title={chart.title} note={noteOf(chart, soFar)}>
        <Body chart={chart} />
      </OverviewCard>
    ))
}

/** How many people a card counts, and whether more may come; devices are counted once, on top of the page. */
function noteOf({ of, total }: CountedChart, soFar: string): string {
  return [of === 'person' && counted(total, 'person', 'people'), soFar].filter(Boolean).join(' ')
}

/** Rows of a chart whose bars depend on the fleet: the app versions and statuses that most have. */
const usualVersions = 10
const usualStatuses = 4

function ChartSkeleton({ bars, isStacked }: Chart) {
  const usual = bars.filter(({ isOptional }) => !isOptional).length
  const rows = [...Array(usual || (isStacked ? usualStatuses : usualVersions)).keys()]
  return isStacked ? (
    <>
      <Skeleton className="h-4" />
      <ul className={legendClass}>
        {rows.map((row) => (
          <li key={row} className="grid h-12 content-center gap-2 px-2">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-3 w-14" />
          </li>
        ))}
      </ul>
    </>
  ) : (
    <ul className={barGridClass}>
      {rows.map((row) => (
        <li key={row} className={barRowClass}>
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-2.5" />
          <Skeleton className="ml-auto h-4 w-8" />
          <Skeleton className="ml-auto h-4 w-7" />
        </li>
      ))}
    </ul>
  )
}

interface OverviewCardProps {
  title: string
  note?: string
  className?: string
  children: ReactNode
}

function OverviewCard({ title, note, className = '', children }: OverviewCardProps) {
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
