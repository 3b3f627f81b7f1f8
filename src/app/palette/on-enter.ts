import type { Coverage } from '../../fleet/coverage.ts'

interface EnterQuestion {
  /** True when the results answer what is typed. */
  isAnswered: boolean
  /** What the results cover. */
  coverage: Pick<Coverage, 'kind' | 'isLoading'>
  /** True for a result that is only the best match so far, or for none. */
  isGuess: boolean
  /** True for a result selected with an arrow key. */
  isSelected: boolean
}

/**
 * What Enter does: opens the result, waits, or asks for a selection. A better match may be among the
 * devices that aren't loaded, and the first result is then another device than meant.
 */
export function onEnter(question: EnterQuestion): 'open' | 'wait' | 'select' {
  const { isAnswered, coverage, isGuess, isSelected } = question
  if (isSelected) return 'open'
  if (!isAnswered) return 'wait'
  if (!isGuess || coverage.kind !== 'partial') return 'open'
  return coverage.isLoading ? 'wait' : 'select'
}
