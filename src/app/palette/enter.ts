import type { Coverage } from '../../fleet/coverage.ts'
import { counted } from '../../lib/text.ts'
import type { FoundEntries } from './find.ts'

const nothing: Record<Coverage['kind'], string> = {
  complete: 'Nothing found',
  incomplete: 'Nothing found among the loaded devices',
  partial: 'Nothing found so far',
}

/** Says how many results there are. `listed` of `found` are listed, besides pages and views. */
export function resultWords(
  listed: number,
  found: FoundEntries | undefined,
  { kind }: Coverage,
): string {
  if (listed === 0) return nothing[kind]
  const devicesAndPeople = found?.total ?? 0
  const all = counted(devicesAndPeople, 'matching device or person', 'matching devices and people')
  const results = counted(listed, 'result')
  return `${devicesAndPeople > listed ? `${results} of ${all}` : results}${kind === 'partial' ? ' so far' : ''}`
}

interface EnterQuestion {
  isAnswered: boolean
  coverage: Coverage
  /** True for a result that is only the best match so far, or for none. */
  isGuess: boolean
  isSelected: boolean
}

type OnEnter = 'open' | 'wait' | 'select'

/** What Enter does: before all devices are loaded, the first result may be another device than meant. */
export function onEnter({ isAnswered, coverage, isGuess, isSelected }: EnterQuestion): OnEnter {
  if (isSelected) return 'open'
  if (!isAnswered) return 'wait'
  if (!isGuess || coverage.kind !== 'partial') return 'open'
  return coverage.isLoading ? 'wait' : 'select'
}

/** Says why Enter doesn't open the first result at once; empty where it does. */
export function enterWords(enter: OnEnter, isWaiting: boolean, coverage: Coverage): string {
  if (enter === 'open') return ''
  if (enter === 'select') {
    return 'Not all devices are loaded, so another one may be meant. Select a result with the arrow keys.'
  }
  if (!coverage.isLoading) return 'Searching…'
  return isWaiting
    ? 'The best match opens once all devices are loaded.'
    : 'Enter opens the best match once all devices are loaded.'
}
