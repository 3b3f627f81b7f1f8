import type { Fleet } from '../fleet/fleet.ts'
import { serverNow } from '../lib/clock.ts'
import { attentionFigures, headlineFigures, type AttentionFigure } from './attention.ts'
import { pictureFigures, type PictureFigures } from './pictures.ts'
import { countAll, devicesWith, type BarFigure, type Figure, type Search } from './searches.ts'

/** A condition with its count, and the count that it is a share of. */
export type Attention = Omit<AttentionFigure, 'among'> & {
  count: number
  among: { count: number; words: string }
  isReported: boolean
}
type Bar = BarFigure & { count: number }
export type Week = WeekFigure & { count: number }
export interface Picture extends Omit<PictureFigures, 'bars'> {
  bars: readonly Bar[]
  total: number
}

/** Every figure of the page, counted by the same search that its link opens. */
export interface Overview {
  total: number
  headlines: readonly Attention[]
  attention: readonly Attention[]
  pictures: readonly Picture[]
  weeks: readonly Week[]
}

const weeksShown = 12
const weekMs = 7 * 86_400_000

interface WeekFigure extends Figure {
  /** Age of its beginning and its end, in ms. */
  from: number
  to: number
}

/** The last 12 weeks, oldest first. Each is seven days long, counted back from now as in a search. */
const weekFigures: readonly WeekFigure[] = Array.from({ length: weeksShown }, (_, place) => {
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
  const everything = { terms: [], sort: [], offset: 0, limit: 0, now: serverNow() }
  const [versions, { facets }] = await Promise.all([
    fleet.ask('versions', [], signal),
    fleet.ask('query', [everything], signal),
  ])
  const attention = attentionFigures(versions)
  const conditions = [...headlineFigures, ...attention]
  const pictures = pictureFigures(facets.status, versions, deviceLimit)
  const searches = [
    allDevices,
    allPeople,
    ...conditions,
    ...conditions.flatMap((figure) => [amongOf(figure), neededBy(figure)]),
    ...pictures.flatMap(({ bars }) => bars),
    ...weekFigures,
  ]
  const countOf = await countAll(fleet, searches, deviceLimit, signal)
  const withCount = <T extends Figure>(figure: T) => ({ ...figure, count: countOf(figure) })
  const withShare = (figure: AttentionFigure): Attention => ({
    ...withCount(figure),
    among: { count: countOf(amongOf(figure)), words: figure.among.words },
    isReported: figure.needs === undefined || countOf(neededBy(figure)) > 0,
  })
  return {
    total: countOf(allDevices),
    headlines: headlineFigures.map(withShare),
    attention: attention.map(withShare),
    pictures: pictures.map(({ bars, ...picture }) => ({
      ...picture,
      bars: bars.map(withCount).filter(({ isOptional, count }) => !isOptional || count > 0),
      total: countOf(picture.of === 'person' ? allPeople : allDevices),
    })),
    weeks: weekFigures.map(withCount),
  }
}

function amongOf({ of, among }: AttentionFigure): Search {
  return { of, q: among.q }
}

function neededBy({ of, among, needs }: AttentionFigure): Search {
  return { of, q: needs?.q ?? among.q }
}
