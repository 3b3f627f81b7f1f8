import type { Fleet } from '../fleet/fleet.ts'
import { conditionsOf, headlines, type Condition, type CountedCondition } from './attention.ts'
import { chartsOf, type Chart } from './charts.ts'
import { countAll, devicesWith, type Counted, type Metric, type Search } from './metrics.ts'

export type CountedChart = Chart<Counted> & { total: number }

/** Every number of the page, counted by the same search that its link opens. */
export interface Overview {
  total: number
  headlines: readonly CountedCondition[]
  attention: readonly CountedCondition[]
  charts: readonly CountedChart[]
  weeks: readonly Counted<WeekMetric>[]
}

const weeksShown = 12
const weekMs = 7 * 86_400_000

export interface WeekMetric extends Metric {
  /** Age of its beginning and its end, in ms. */
  from: number
  to: number
}

/** The last 12 weeks, oldest first. Each is seven days long, counted back from now as in a search. */
const weekMetrics: readonly WeekMetric[] = Array.from({ length: weeksShown }, (_, place) => {
  const age = weeksShown - 1 - place
  const q = age === 0 ? 'registered:<1w' : `registered:>=${age}w registered:<${age + 1}w`
  return { ...devicesWith('Registered', q), from: (age + 1) * weekMs, to: age * weekMs }
})

const allDevices: Search = { of: 'device', q: '' }
const allPeople: Search = { of: 'person', q: 'devices:>=1' }

/** Counts the devices loaded so far, and their owners. */
export async function readOverview(
  fleet: Pick<Fleet, 'ask'>,
  deviceLimit: number,
  signal?: AbortSignal,
): Promise<Overview> {
  const [versions, { facets }] = await Promise.all([
    fleet.ask('versions', [], signal),
    fleet.ask('query', [{ q: '' }], signal),
  ])
  const attention = conditionsOf(versions)
  const conditions = [...headlines, ...attention]
  const charts = chartsOf(facets.status, versions, deviceLimit)
  const searches = [
    allDevices,
    allPeople,
    ...conditions,
    ...conditions.flatMap((condition) => [amongOf(condition), neededBy(condition)]),
    ...charts.flatMap(({ bars }) => bars),
    ...weekMetrics,
  ]
  const countOf = await countAll(fleet, searches, deviceLimit, signal)
  const withCount = <M extends Metric>(metric: M) => ({ ...metric, count: countOf(metric) })
  const withShare = (condition: Condition): CountedCondition => ({
    ...withCount(condition),
    among: { ...condition.among, count: countOf(amongOf(condition)) },
    isReported: condition.needs === undefined || countOf(neededBy(condition)) > 0,
  })
  return {
    total: countOf(allDevices),
    headlines: headlines.map(withShare),
    attention: attention.map(withShare),
    charts: charts.map((chart) => ({
      ...chart,
      bars: chart.bars.map(withCount).filter(({ isOptional, count }) => !isOptional || count > 0),
      total: countOf(chart.of === 'person' ? allPeople : allDevices),
    })),
    weeks: weekMetrics.map(withCount),
  }
}

function amongOf({ of, among }: Condition): Search {
  return { of, q: among.q }
}

function neededBy({ of, among, needs }: Condition): Search {
  return { of, q: needs?.q ?? among.q }
}
