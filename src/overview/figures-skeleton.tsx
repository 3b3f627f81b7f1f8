import { Skeleton } from '../ui/skeleton.tsx'
import { AttentionSkeleton, attentionGridClass } from './attention-list.tsx'
import { attentionFigures } from './attention.ts'
import { barGridClass, barRowClass } from './bar-list.tsx'
import { cardsClass } from './figure-cards.tsx'
import { OverviewCard } from './overview-card.tsx'
import { pictureFigures } from './pictures.ts'
import { legendClass } from './stacked-bar.tsx'

/** App versions that most fleets have. */
const usualVersions = 10
const usualStatuses = 4

/** The cards with gray rows, in the size of the figures that come. */
export function FiguresSkeleton({ deviceLimit }: { deviceLimit: number }) {
  const [status, posture, ...others] = pictureFigures([], [], deviceLimit)
  const rowsOf = (bars: readonly { isOptional?: boolean }[]) =>
    bars.filter(({ isOptional }) => !isOptional).length || usualVersions
  return (
    <div aria-hidden className={cardsClass}>
      {[status, posture].map(
        (picture) =>
          picture && (
            <OverviewCard key={picture.title} title={picture.title}>
              <Skeleton className="h-4" />
              <ul className={legendClass}>
                {rows(picture.bars.length || usualStatuses).map((row) => (
                  <li key={row} className="grid h-12 content-center gap-2 px-2">
                    <Skeleton className="h-3 w-20" />
                    <Skeleton className="h-3 w-14" />
                  </li>
                ))}
              </ul>
            </OverviewCard>
          ),
      )}
      <OverviewCard title="Needs attention" className="lg:row-span-2">
        <ul className={attentionGridClass}>
          {attentionFigures([]).map(({ label }) => (
            <AttentionSkeleton key={label} />
          ))}
        </ul>
      </OverviewCard>
      {others.map(({ title, bars }) => (
        <OverviewCard key={title} title={title}>
          <ul className={barGridClass}>
            {rows(rowsOf(bars)).map((row) => (
              <li key={row} className={barRowClass}>
                <Skeleton className="h-4 w-20" />
                <Skeleton className="h-2.5" />
                <Skeleton className="ml-auto h-4 w-8" />
                <Skeleton className="ml-auto h-4 w-7" />
              </li>
            ))}
          </ul>
        </OverviewCard>
      ))}
      <OverviewCard title="Registrations per week">
        <Skeleton className="min-h-48 grow" />
      </OverviewCard>
    </div>
  )
}

function rows(count: number): number[] {
  return Array.from({ length: count }, (_, row) => row)
}
