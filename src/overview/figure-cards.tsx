import { loadedWords, type Coverage } from '../fleet/coverage.ts'
import { wallTime } from '../lib/clock.ts'
import { timeZone } from '../lib/preferences.ts'
import { formatCount } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useStore } from '../lib/use-store.ts'
import { AttentionList } from './attention-list.tsx'
import { BarList } from './bar-list.tsx'
import { OverviewCard } from './overview-card.tsx'
import { nounFor } from './nouns.ts'
import type { Overview, Picture } from './overview.ts'
import { WeekChart } from './week-chart.tsx'

interface FigureCardsProps {
  overview: Overview
  /** What the figures cover. */
  coverage: Coverage
  /** When the snapshot was loaded, steady ms. */
  asOf: number
}

/** The figures, in cards that each state how many devices or people they cover and how old the data is. */
export function FigureCards({ overview, coverage, asOf }: FigureCardsProps) {
  const { total, pictures, weeks, registeredEarlier } = overview
  const zone = useStore(timeZone)
  const isFinal = coverage.kind !== 'partial'
  const age = isFinal ? ` · ${clockTime(wallTime(asOf), zone)}` : ' so far'
  const noteOn = (count: number, of: Picture['of']) =>
    of === 'device' && !isFinal
      ? `${loadedWords({ held: count, total: coverage.total })} so far`
      : `${formatCount(count)} ${nounFor(of, count)}${age}`
  const cardsOf = (of: Picture['of']) =>
    pictures
      .filter((picture) => picture.of === of && picture.total > 0)
      .map((picture) => (
        <OverviewCard key={picture.title} title={picture.title} note={noteOn(picture.total, of)}>
          <BarList picture={picture} />
        </OverviewCard>
      ))
  const ofPeople = cardsOf('person')
  const [first, ...others] = cardsOf('device')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2 print:[zoom:0.78] print:grid-cols-2">
      {/* Two columns of about the same height. */}
      <div className="grid gap-4">
        <OverviewCard title="Needs attention" note={noteOn(total, 'device')}>
          <AttentionList overview={overview} coverage={coverage} />
        </OverviewCard>
        {ofPeople.length > 0 ? ofPeople : first}
      </div>
      <div className="grid gap-4">
        {ofPeople.length > 0 && first}
        {others}
      </div>
      <OverviewCard
        title="Registrations per week"
        note={noteOn(total, 'device')}
        className="lg:col-span-2 print:col-span-2"
      >
        <WeekChart weeks={weeks} earlier={registeredEarlier} isFinal={isFinal} />
      </OverviewCard>
    </div>
  )
}
