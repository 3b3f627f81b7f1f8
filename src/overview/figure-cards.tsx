import type { FleetState } from '../fleet/fleet-state.ts'
import { wallTime } from '../lib/clock.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useStore } from '../lib/use-store.ts'
import { AttentionList } from './attention-list.tsx'
import { BarList } from './bar-list.tsx'
import { OverviewCard } from './overview-card.tsx'
import type { Overview } from './overview.ts'
import { WeekChart } from './week-chart.tsx'

interface FigureCardsProps {
  overview: Overview
  state: FleetState
}

/** The figures of the fleet, each card with the number and age of the devices it rests on. */
export function FigureCards({ overview, state }: FigureCardsProps) {
  const { total, attention, pictures, weeks, registeredEarlier } = overview
  const zone = useStore(timeZone)
  const devices = counted(total, 'device')
  const note =
    state.asOf === 0 ? `${devices} so far` : `${devices} · ${clockTime(wallTime(state.asOf), zone)}`
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2 lg:grid-rows-[auto_1fr] print:grid-cols-2 print:grid-rows-[auto_1fr] print:gap-3">
      <OverviewCard title="Needs attention" note={note} className="lg:row-span-2 print:row-span-2">
        <AttentionList attention={attention} />
      </OverviewCard>
      {pictures.map((picture) => (
        <OverviewCard key={picture.title} title={picture.title} note={note}>
          <BarList picture={picture} />
        </OverviewCard>
      ))}
      <OverviewCard
        title="Registrations per week"
        note={note}
        className="lg:col-span-2 print:col-span-2"
      >
        <WeekChart weeks={weeks} earlier={registeredEarlier} />
      </OverviewCard>
    </div>
  )
}
