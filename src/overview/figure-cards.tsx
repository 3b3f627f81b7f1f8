import type { Coverage } from '../fleet/coverage.ts'
import { counted } from '../lib/text.ts'
import { AttentionList } from './attention-list.tsx'
import { BarList } from './bar-list.tsx'
import type { Overview, Picture } from './overview.ts'
import { OverviewCard } from './overview-card.tsx'
import { StackedBar } from './stacked-bar.tsx'
import { WeekChart } from './week-chart.tsx'

/** The figures, in cards that say so while more devices may be counted. */
export function FigureCards({ overview, coverage }: { overview: Overview; coverage: Coverage }) {
  const { pictures, weeks } = overview
  const isFinal = coverage.kind !== 'partial'
  const pictureCard = (picture: Picture) => (
    <OverviewCard key={picture.title} title={picture.title} note={noteOf(picture, isFinal)}>
      {picture.isStacked ? <StackedBar picture={picture} /> : <BarList picture={picture} />}
    </OverviewCard>
  )
  const shown = pictures.filter(({ total }) => total > 0)
  return (
    <div className={cardsClass}>
      {shown.filter(({ isStacked }) => isStacked).map(pictureCard)}
      <OverviewCard
        title="Needs attention"
        note={isFinal ? '' : 'so far'}
        className="lg:row-span-2 print:row-span-2"
      >
        <AttentionList overview={overview} coverage={coverage} />
      </OverviewCard>
      {shown.filter(({ isStacked }) => !isStacked).map(pictureCard)}
      <OverviewCard title="Registrations per week" note={isFinal ? '' : 'so far'}>
        <WeekChart weeks={weeks} isFinal={isFinal} />
      </OverviewCard>
    </div>
  )
}

/** How many people a card counts, and whether more may come; devices are counted once, on top of the page. */
function noteOf({ of, total }: Picture, isFinal: boolean): string {
  return [of === 'person' && counted(total, 'person', 'people'), !isFinal && 'so far']
    .filter(Boolean)
    .join(' ')
}

export const cardsClass =
  'grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2 print:[zoom:0.78] print:grid-cols-2'
