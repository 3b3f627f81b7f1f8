import { devicesWith, type Figure } from './searches.ts'

export const weeksShown = 12
const weekMs = 7 * 86_400_000

/** Devices registered in seven days. */
export interface WeekFigure extends Figure {
  /** Age of its beginning and its end, in ms. */
  from: number
  to: number
}

/** The last 12 weeks, oldest first. Each is seven days long, counted back from now as in a search. */
export const weekFigures: readonly WeekFigure[] = Array.from({ length: weeksShown }, (_, place) => {
  const age = weeksShown - 1 - place
  const q = age === 0 ? 'registered:<1w' : `registered:>=${age}w registered:<${age + 1}w`
  return { ...devicesWith('Registered', q), from: (age + 1) * weekMs, to: age * weekMs }
})
